# Terraform refuses both: no default stands in for the null.
variable "profile" {
  type     = string
  nullable = false
}

module "web" {
  source  = "./web"
  profile = null
}

resource "aws_instance" "web" {
  iam_instance_profile = var.profile
}
