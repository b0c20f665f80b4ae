resource "aws_iam_role" "box" {
  name = "box"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "box" {
  role       = aws_iam_role.box.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "box" {
  name = "box"
  role = aws_iam_role.box.name
}

resource "aws_launch_template" "box" {
  name          = "box"
  image_id      = "ami-0abcdef1234567890"
  instance_type = "t4g.small"

  iam_instance_profile {
    name = aws_iam_instance_profile.box.name
  }
}

resource "aws_instance" "box" {
  launch_template {
    id = aws_launch_template.box.id
  }
}
