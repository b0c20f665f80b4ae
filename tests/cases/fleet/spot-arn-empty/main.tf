resource "aws_spot_fleet_request" "f" {
  launch_specification {
    ami                      = "a"
    instance_type            = "t"
    iam_instance_profile     = "x"
    iam_instance_profile_arn = ""
  }
}
