resource "aws_launch_template" "web" {
  iam_instance_profile {
    name = module.access.profile
  }
}

resource "aws_autoscaling_group" "web" {
  max_size = 1
  min_size = 1

  launch_template {
    id = aws_launch_template.web.id
  }
}

resource "aws_instance" "looked_up" {
  iam_instance_profile = data.aws_iam_instance_profile.outside.name
}

resource "aws_instance" "lent" {
  iam_instance_profile = aws_iam_instance_profile.lent.name
}

resource "aws_instance" "literal" {
  iam_instance_profile = "elsewhere"
}

resource "aws_instance" "input" {
  iam_instance_profile = var.profile
}

resource "aws_instance" "role" {
  iam_instance_profile = module.access.role
}
