resource "aws_launch_template" "t" {
  name_prefix = "app-"
  image_id    = "ami-1"
  iam_instance_profile {
    name = "app"
  }
}

resource "aws_launch_configuration" "c" {
  image_id             = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = "app"
}

# AWS takes an id here, and says that the id is malformed.
resource "aws_autoscaling_group" "arn" {
  min_size = 1
  max_size = 1
  launch_template {
    id = aws_launch_template.t.arn
  }
}

resource "aws_autoscaling_group" "name_as_id" {
  min_size = 1
  max_size = 1
  launch_template {
    id = aws_launch_template.t.name
  }
}

resource "aws_autoscaling_group" "configuration_arn" {
  min_size             = 1
  max_size             = 1
  launch_configuration = aws_launch_configuration.c.arn
}

resource "aws_autoscaling_group" "right" {
  min_size = 1
  max_size = 1
  launch_template {
    name = aws_launch_template.t.name
  }
}

resource "aws_autoscaling_group" "configuration_id" {
  min_size             = 1
  max_size             = 1
  launch_configuration = aws_launch_configuration.c.id
}
