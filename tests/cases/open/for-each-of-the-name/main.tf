# One instance, or none where the name is null. An empty name makes the key, and the profile, empty.
variable "name" {
  type = string
}

resource "aws_instance" "web" {
  for_each             = toset(var.name[*])
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = var.name
}
