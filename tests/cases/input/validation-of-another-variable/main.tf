variable "profile" {
  type     = string
  nullable = false
}

variable "environment" {
  type = string

  validation {
    condition     = contains(["dev", "prod"], var.environment)
    error_message = "An environment."
  }

  validation {
    condition     = var.profile != "" && var.environment != ""
    error_message = "Every environment needs a profile."
  }
}

resource "aws_instance" "web" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = var.profile
}
