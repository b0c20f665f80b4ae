# Text has no elements, whatever it is: .name[0] is one element of each name, not the first of the names.
variable "name" {
  type = string
}

resource "aws_iam_instance_profile" "app" {
  for_each = toset(["a", "b"])
  role     = "app"
}

resource "aws_instance" "profile" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = try(values(aws_iam_instance_profile.app)[*].name[0], "")
}

resource "aws_instance" "variable" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = try(var.name[0], "app")
}
