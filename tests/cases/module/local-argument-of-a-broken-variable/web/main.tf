# What cannot be read may declare what the call gives.
variable "profile" {
  type = string
  default =
}

resource "aws_instance" "web" {
  ami                  = "ami-0abcdef1234567890"
  iam_instance_profile = "web"
}
