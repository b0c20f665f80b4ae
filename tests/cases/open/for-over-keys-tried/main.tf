# Whether there is a key of this name is told by a for expression: with { a = "" } the profile is there.
variable "number" {
  type = number
}

variable "profiles" {
  type = map(string)
}

resource "aws_iam_role" "app" {
  assume_role_policy = "{}"
}

resource "aws_iam_instance_profile" "app" {
  count = min(var.number, 1) == 1 && anytrue([for key, name in var.profiles : key == "a"]) ? 1 : 0

  role = aws_iam_role.app.name
}

resource "aws_instance" "web" {
  count = min(var.number, 1)

  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = one(aws_iam_instance_profile.app[*].name)
}
