variable "profile" {
  type = string
}

resource "aws_instance" "web" {
  iam_instance_profile = var.profile

  lifecycle {
    precondition {
      condition     = var.profile != null && var.profile != ""
      error_message = "Name a profile."
    }
  }
}
