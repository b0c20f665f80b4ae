resource "aws_autoscaling_group" "web" {
  min_size = 1
  max_size = 2

  mixed_instances_policy {
    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.base.id
        version            = aws_launch_template.base.latest_version
      }
      override {
        instance_type = "t3.large"
        launch_template_specification {
          launch_template_id = aws_launch_template.large.id
          version            = aws_launch_template.large.latest_version
        }
      }
    }
  }
}

resource "aws_launch_template" "base" {
  image_id = "ami-0abcdef1234567890"

  iam_instance_profile {
    name = aws_iam_instance_profile.app.name
  }
}

resource "aws_launch_template" "large" {
  image_id = "ami-0abcdef1234567890"

  iam_instance_profile {
    name = aws_iam_instance_profile.app.name
  }
}

resource "aws_iam_role" "app" {
  name = "app"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "app" {
  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "app" {
  name = "app"
  role = aws_iam_role.app.name
}

resource "aws_iam_instance_profile" "second" {
  name = "second"
  role = aws_iam_role.app.name
}
