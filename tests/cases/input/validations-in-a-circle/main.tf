variable "first" {
  default = "app"
  validation {
    condition     = var.first == local.second
    error_message = "They differ."
  }
}

variable "second" {
  default = "app"
  validation {
    condition     = var.second == local.first
    error_message = "They differ."
  }
}

locals {
  first  = var.first
  second = var.second
}

resource "aws_instance" "web" {
  iam_instance_profile = var.first
}
