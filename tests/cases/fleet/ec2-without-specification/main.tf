resource "aws_ec2_fleet" "f" {
  launch_template_config {
    override { instance_type = "t3.small" }
  }
}
