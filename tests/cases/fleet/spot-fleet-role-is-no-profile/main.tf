resource "aws_spot_fleet_request" "app" {
  iam_fleet_role  = "arn:aws:iam::123456789012:role/aws-ec2-spot-fleet-tagging-role"
  target_capacity = 2

  launch_specification {
    ami           = "ami-12345678"
    instance_type = "t3.micro"
  }
}
