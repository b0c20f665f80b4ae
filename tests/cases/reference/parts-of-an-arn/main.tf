resource "aws_iam_role" "app" {
  name               = "app-role"
  assume_role_policy = "{}"
}

resource "aws_iam_instance_profile" "app" {
  role = basename(aws_iam_role.app.arn)
}

resource "aws_iam_instance_profile" "named" {
  name = "app"
  role = split("/", aws_iam_role.app.arn)[1]
}

resource "aws_iam_instance_profile" "team" {
  name_prefix = "app"
  path        = "/team/"
  role        = aws_iam_role.app.name
}

data "aws_iam_instance_profile" "given" {
  name = var.profile
}

variable "profile" {
  type = string
}

variable "path" {
  type = string
}

resource "aws_iam_instance_profile" "anywhere" {
  name = "anywhere"
  path = var.path
  role = aws_iam_role.app.name
}

resource "aws_instance" "split" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = split("/", aws_iam_instance_profile.app.arn)[1]
}

resource "aws_instance" "element" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = element(split("/", aws_iam_instance_profile.named.arn), 1)
}

resource "aws_instance" "base" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = basename(aws_iam_instance_profile.team.arn)
}

resource "aws_instance" "without_start" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = replace(aws_iam_instance_profile.app.arn, "/^.*\\//", "")
}

resource "aws_instance" "end" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = regex("[^/]+$", aws_iam_instance_profile.named.arn)
}

resource "aws_instance" "captured" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = regex("/(.*)$", aws_iam_instance_profile.app.arn)[0]
}

resource "aws_instance" "of_path" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = split("/", aws_iam_instance_profile.team.arn)[2]
}

resource "aws_instance" "kind" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = split(":", aws_iam_instance_profile.app.arn)[5]
}

resource "aws_instance" "open_path" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = basename(aws_iam_instance_profile.anywhere.arn)
}

resource "aws_instance" "open_part" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = split("/", aws_iam_instance_profile.anywhere.arn)[1]
}

resource "aws_instance" "given" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = split("/", data.aws_iam_instance_profile.given.arn)[1]
}

resource "aws_instance" "given_base" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = basename(data.aws_iam_instance_profile.given.arn)
}

resource "aws_instance" "role" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = basename(aws_iam_role.app.arn)
}

resource "aws_instance" "nothing" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = trimprefix(split(":", aws_iam_instance_profile.app.arn)[3], "-")
}
