data "aws_ssm_parameter" "profile" {
  name = "/app/profile"
}

resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  iam_instance_profile = data.aws_ssm_parameter.profile.value
}
