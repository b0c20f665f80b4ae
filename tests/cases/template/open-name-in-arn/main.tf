variable "env" { type = string }
resource "aws_launch_template" "t" {
  iam_instance_profile {
    arn = "web-${var.env}"
  }
}
