module "a" {
  source = "./m1"
}

module "b" {
  source = "./m1"
}

resource "aws_instance" "beside" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = "app"
}
