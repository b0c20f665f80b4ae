resource "aws_instance" "counted" {
  count = var.create ? var.number : 0
  ami   = var.ami
}

resource "aws_instance" "each" {
  for_each = var.zones
  ami      = var.ami
}

resource "aws_iam_role" "app" {
  name               = var.name
  assume_role_policy = "{}"
}

resource "aws_iam_instance_profile" "app" {
  name = "${var.name}-profile"
  role = aws_iam_role.app.name
}

resource "aws_instance" "has_it" {
  count                = var.number
  iam_instance_profile = aws_iam_instance_profile.app.name
}

resource "aws_instance" "has_the_role" {
  iam_instance_profile = aws_iam_role.app.name
}

resource "aws_instance" "open" {
  iam_instance_profile = var.profile
}

resource "aws_autoscaling_group" "mixed" {
  mixed_instances_policy {
    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.app.id
      }

      dynamic "override" {
        for_each = var.types
        content {
          instance_type = override.value
        }
      }
    }
  }
}

resource "aws_launch_template" "app" {
  name_prefix = var.name

  iam_instance_profile {
    arn = aws_iam_instance_profile.app.arn
  }
}
