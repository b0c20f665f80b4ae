# Whether the name is empty is up to a module that is not given.
module "names" {
  source  = "app.terraform.io/example/names/aws"
  version = "1.0.0"
}

resource "aws_iam_instance_profile" "p" {
  role = module.names.id
}
