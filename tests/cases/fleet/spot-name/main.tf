resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy_attachment" "ssm" {
  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "app" {
  name = "app"
  role = aws_iam_role.app.name
}

resource "aws_spot_fleet_request" "app" {
  iam_fleet_role  = "arn:aws:iam::123456789012:role/aws-ec2-spot-fleet-tagging-role"
  target_capacity = 2

  launch_specification {
    ami           = "ami-12345678"
    instance_type = "t3.micro"
    iam_instance_profile = aws_iam_instance_profile.app.name
  }
}
