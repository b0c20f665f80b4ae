resource "aws_iam_role" "render" {
  name = "render"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "render" {
  role       = aws_iam_role.render.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "render" {
  name = "render"
  role = aws_iam_role.render.name
}

resource "aws_spot_fleet_request" "render" {
  iam_fleet_role  = "arn:aws:iam::123456789012:role/aws-ec2-spot-fleet-tagging-role"
  target_capacity = 6

  launch_specification {
    ami                  = "ami-0abcdef1234567890"
    instance_type        = "c7g.large"
    iam_instance_profile = aws_iam_instance_profile.render.name
  }

  launch_specification {
    ami                  = "ami-0abcdef1234567890"
    instance_type        = "c7g.xlarge"
    iam_instance_profile = aws_iam_instance_profile.render.name
  }
}
