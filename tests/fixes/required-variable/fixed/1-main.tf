variable "profile" {
  description = "Name of an instance profile"
  type        = string

  nullable = false

  validation {
    condition     = var.profile != ""
    error_message = "Name an instance profile."
  }
}

resource "aws_instance" "web" {
  iam_instance_profile = var.profile
}
