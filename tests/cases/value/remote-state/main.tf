data "terraform_remote_state" "iam" {
  backend = "s3"
}

resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  iam_instance_profile = data.terraform_remote_state.iam.outputs.profile
}
