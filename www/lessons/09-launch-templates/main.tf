resource "aws_iam_role" "fleet" {
  name = "fleet"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "fleet" {
  role       = aws_iam_role.fleet.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "fleet" {
  name = "fleet"
  role = aws_iam_role.fleet.name
}

resource "aws_launch_template" "fleet" {
  name          = "fleet"
  image_id      = "ami-0abcdef1234567890"
  instance_type = "t4g.small"
}

resource "aws_autoscaling_group" "fleet" {
  name               = "fleet"
  min_size           = 1
  max_size           = 4
  availability_zones = ["eu-west-1a"]

  launch_template {
    id      = aws_launch_template.fleet.id
    version = "$Latest"
  }
}
