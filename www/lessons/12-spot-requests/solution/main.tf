resource "aws_iam_role" "batch" {
  name = "batch"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "batch" {
  role       = aws_iam_role.batch.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "batch" {
  name = "batch"
  role = aws_iam_role.batch.name
}

resource "aws_launch_template" "batch" {
  name          = "batch"
  image_id      = "ami-0abcdef1234567890"
  instance_type = "t4g.small"

  iam_instance_profile {
    name = aws_iam_instance_profile.batch.name
  }
}

resource "aws_spot_instance_request" "batch" {
  ami           = "ami-0abcdef1234567890"
  instance_type = "c7g.large"

  iam_instance_profile = aws_iam_instance_profile.batch.name

  launch_template {
    id = aws_launch_template.batch.id
  }
}
