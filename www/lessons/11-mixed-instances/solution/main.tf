resource "aws_iam_role" "mixed" {
  name = "mixed"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "mixed" {
  role       = aws_iam_role.mixed.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "mixed" {
  name = "mixed"
  role = aws_iam_role.mixed.name
}

resource "aws_launch_template" "arm" {
  name          = "arm"
  image_id      = "ami-0abcdef1234567890"
  instance_type = "t4g.small"

  iam_instance_profile {
    name = aws_iam_instance_profile.mixed.name
  }
}

resource "aws_launch_template" "intel" {
  name          = "intel"
  image_id      = "ami-0fedcba9876543210"
  instance_type = "t3.small"

  iam_instance_profile {
    name = aws_iam_instance_profile.mixed.name
  }
}

resource "aws_autoscaling_group" "mixed" {
  name               = "mixed"
  min_size           = 1
  max_size           = 8
  availability_zones = ["eu-west-1a"]

  mixed_instances_policy {
    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.arm.id
        version            = "$Latest"
      }

      override {
        instance_type = "t4g.medium"
      }

      override {
        instance_type = "t3.medium"

        launch_template_specification {
          launch_template_id = aws_launch_template.intel.id
          version            = "$Latest"
        }
      }
    }
  }
}
