module "profile" {
  source = "example.com/team/profile/aws"
}

resource "aws_instance" "web" {
  iam_instance_profile = module.profile.name
}
