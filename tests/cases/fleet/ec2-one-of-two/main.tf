resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy_attachment" "ssm" {
  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "app" {
  name = "app"
  role = aws_iam_role.app.name
}

resource "aws_launch_template" "app" {
  name_prefix   = "app-"
  image_id      = "ami-12345678"
  instance_type = "t3.micro"

  iam_instance_profile {
    name = aws_iam_instance_profile.app.name
  }
}

resource "aws_launch_template" "bare" {
  name_prefix   = "bare-"
  image_id      = "ami-12345678"
  instance_type = "t3.micro"
}

resource "aws_ec2_fleet" "app" {
  launch_template_config {
    launch_template_specification {
      launch_template_id = aws_launch_template.app.id
      version            = aws_launch_template.app.latest_version
    }

    override {
      instance_type = "t3.small"
    }
  }

  launch_template_config {
    launch_template_specification {
      launch_template_id = aws_launch_template.bare.id
      version            = aws_launch_template.bare.latest_version
    }

    override {
      instance_type = "t3.small"
    }
  }

  target_capacity_specification {
    default_target_capacity_type = "spot"
    total_target_capacity        = 2
  }
}
