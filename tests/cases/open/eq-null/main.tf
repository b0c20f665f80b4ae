variable "n" {
  type     = string
  nullable = true
  validation {
    condition     = var.n != ""
    error_message = "x"
  }
}
resource "aws_instance" "w" { iam_instance_profile = var.n == null ? "x" : var.n }
