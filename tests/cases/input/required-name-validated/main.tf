variable "profile" {
  type     = string
  nullable = false

  validation {
    condition     = length(var.profile) > 0
    error_message = "Name a profile."
  }
}

resource "aws_instance" "web" {
  iam_instance_profile = var.profile
}
