module "n" {
  source = "../m25"
}

output "profile" {
  value = module.n.profile
}

resource "aws_instance" "last" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = "app"
}
