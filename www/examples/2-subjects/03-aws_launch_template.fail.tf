# aws_launch_template with an empty block

resource "aws_launch_template" "web" {
  name          = "web"
  image_id      = "ami-0abcdef1234567890"
  instance_type = "t4g.small"

  iam_instance_profile {}
}
