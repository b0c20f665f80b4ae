variable "profile" {
  type     = string
  default  = "x"
  nullable = false
  validation {
    condition     = length(var.profile) > 0
    error_message = "x"
  }
}
resource "aws_instance" "w" { iam_instance_profile = var.profile }
