module "iam" {
  source = "git::https://example.com/iam.git"
}

resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  iam_instance_profile = module.iam.profile_name
}
