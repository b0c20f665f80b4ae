variable "n" { type = string }
resource "aws_instance" "w" {
  iam_instance_profile = var.n
  lifecycle {
    precondition {
      condition     = try(length(var.n), 0) > 0
      error_message = "x"
    }
  }
}
