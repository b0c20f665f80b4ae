variable "iam_instance_profile" {
  default = ""
}

resource "aws_iam_instance_profile" "default" {
  count = var.iam_instance_profile != "" ? 1 : 0
  role  = var.iam_instance_profile
}

resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  iam_instance_profile = join("", aws_iam_instance_profile.default[*].name)
}
