variable "profile" {
  validation {
    condition     = startswith(var.profile, "app-")
    error_message = "The name must begin with app-."
  }
}

resource "aws_instance" "web" {
  iam_instance_profile = var.profile
}
