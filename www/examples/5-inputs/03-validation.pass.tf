# A validation that proves it

variable "profile" {
  type     = string
  nullable = false

  validation {
    condition     = length(var.profile) > 0
    error_message = "Name an instance profile."
  }
}

resource "aws_instance" "web" {
  ami                  = "ami-0abcdef1234567890"
  instance_type        = "t4g.small"
  iam_instance_profile = var.profile
}
