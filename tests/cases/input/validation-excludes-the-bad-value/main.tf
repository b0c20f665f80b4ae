variable "env" {
  type = string

  validation {
    condition     = contains(["dev", "prod"], var.env)
    error_message = "dev or prod"
  }
}

resource "aws_instance" "web" {
  iam_instance_profile = var.env == "staging" ? null : "app"
}
