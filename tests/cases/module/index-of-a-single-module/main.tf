module "profile" {
  source = "./profile"
}

resource "aws_instance" "index" {
  iam_instance_profile = module.profile[0].name
}

resource "aws_instance" "tried" {
  iam_instance_profile = try(module.profile[0].name, "")
}
