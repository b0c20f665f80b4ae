# Terraform: blocks of type "iam_instance_profile" are not expected here.
resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"

  iam_instance_profile {
    name = "app"
  }
}

resource "aws_instance" "dynamic" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"

  dynamic "iam_instance_profile" {
    for_each = ["app"]
    content {
      name = iam_instance_profile.value
    }
  }
}

resource "aws_instance" "both" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = "app"

  iam_instance_profile {
    name = "app"
  }
}

resource "aws_launch_template" "good" {
  name_prefix = "good-"

  iam_instance_profile {
    name = "app"
  }
}

resource "aws_instance" "templated" {
  iam_instance_profile {
    name = "app"
  }

  launch_template {
    id = aws_launch_template.good.id
  }
}

resource "aws_spot_instance_request" "web" {
  iam_instance_profile {
    name = "app"
  }

  launch_template {
    id = aws_launch_template.good.id
  }
}

resource "aws_launch_configuration" "old" {
  image_id      = "ami-12345678"
  instance_type = "t3.micro"

  iam_instance_profile {
    name = "app"
  }
}

resource "aws_autoscaling_group" "old" {
  max_size             = 1
  min_size             = 1
  launch_configuration = aws_launch_configuration.old.name
}
