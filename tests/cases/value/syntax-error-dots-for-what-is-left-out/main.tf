resource "aws_iam_instance_profile" "cut" {
  name = "cut"
  ...
}

resource "aws_instance" "has_it" {
  ami                  = "ami-12345678"
  iam_instance_profile = "app"
  ...
}

resource "aws_instance" "may_have_it" {
  ami = "ami-12345678"
  ...
}

resource "aws_instance" "has_a_role" {
  ...
  iam_instance_profile = aws_iam_role.app.name
}

resource "aws_instance" "elsewhere" {
  ami = "ami-12345678"
  ebs_block_device {
    ...
  }
}

resource "aws_launch_template" "may_have_it" {
  iam_instance_profile {
    ...
  }
}

resource "aws_launch_template" "elsewhere" {
  monitoring {
    ...
  }
}

resource "aws_autoscaling_group" "may_have_it" {
  launch_template {
    id = aws_launch_template.may_have_it.id
  }
}

resource "aws_iam_role" "app" {
  name = "app"
  ...
}
