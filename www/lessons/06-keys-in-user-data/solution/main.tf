resource "aws_iam_role" "legacy" {
  name = "legacy"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "legacy" {
  role       = aws_iam_role.legacy.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "legacy" {
  name = "legacy"
  role = aws_iam_role.legacy.name
}

resource "aws_instance" "legacy" {
  ami           = "ami-0abcdef1234567890"
  instance_type = "t4g.small"

  iam_instance_profile = aws_iam_instance_profile.legacy.name

  user_data = <<-EOT
    #!/bin/bash
    /opt/app/start
  EOT
}
