resource "aws_iam_role" "r" {
  name               = "app-role"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.r.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}
resource "aws_iam_instance_profile" "p" {
  name = "app"
  role = aws_iam_role.r.name
}

resource "aws_launch_template" "t" {
  name_prefix = "t-"
  iam_instance_profile {
    name = aws_iam_instance_profile.p.name
  }
}

resource "aws_launch_template" "u" { name = "u" }
resource "aws_autoscaling_group" "g" {
  mixed_instances_policy {
    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.t.id
        version            = "$Latest"
      }
      dynamic "override" {
        for_each = [aws_launch_template.u.id]
        content {
          instance_type = "t3.small"
          launch_template_specification { launch_template_id = override.value }
        }
      }
    }
  }
}
