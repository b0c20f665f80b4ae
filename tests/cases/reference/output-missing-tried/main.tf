# That a module has no such output can be tried.
module "m" {
  source = "./m"
}

resource "aws_instance" "web" {
  iam_instance_profile = try(module.m.profile, module.m.name)
}
