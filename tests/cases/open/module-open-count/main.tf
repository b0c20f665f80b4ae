module "m" {
  source = "./m"
  create = var.create
}
variable "create" { type = bool }
resource "aws_instance" "w" { iam_instance_profile = module.m.name }
