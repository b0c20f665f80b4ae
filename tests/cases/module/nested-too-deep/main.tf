module "n" {
  source = "./m1"
}

output "profile" {
  value = module.n.profile
}

resource "aws_instance" "by_output" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = module.n.profile
}

resource "aws_instance" "beside" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = "app"
}
