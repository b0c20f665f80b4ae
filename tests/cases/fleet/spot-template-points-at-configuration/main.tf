resource "aws_launch_configuration" "l" {
  image_id             = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = "x"
}
resource "aws_spot_fleet_request" "f" {
  iam_fleet_role  = "arn:aws:iam::123456789012:role/fleet"
  target_capacity = 1
  launch_template_config {
    launch_template_specification {
      name    = aws_launch_configuration.l.name
      version = "$Latest"
    }
  }
}
