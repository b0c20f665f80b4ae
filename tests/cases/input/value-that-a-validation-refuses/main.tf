# Terraform stops at both values, at the default and at the one that the module is given.
variable "profile" {
  default = "web"

  validation {
    condition     = startswith(var.profile, "app-")
    error_message = "The name must begin with app-."
  }
}

module "web" {
  source  = "./web"
  profile = "web"
}

resource "aws_instance" "web" {
  iam_instance_profile = var.profile
}
