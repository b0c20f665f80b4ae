resource "aws_iam_role" "stub" {
  name = "stub"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_instance_profile" "stub" {
  name = "stub"
  role = aws_iam_role.stub.name
}

resource "aws_instance" "stub" {
  ami           = "ami-0abcdef1234567890"
  instance_type = "t4g.small"

  iam_instance_profile = aws_iam_instance_profile.stub.name
}
