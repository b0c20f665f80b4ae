# aws_spot_fleet_request with only its service role

resource "aws_spot_fleet_request" "web" {
  iam_fleet_role  = "arn:aws:iam::123456789012:role/aws-ec2-spot-fleet-tagging-role"
  target_capacity = 4

  launch_specification {
    ami           = "ami-0abcdef1234567890"
    instance_type = "c7g.large"
  }
}
