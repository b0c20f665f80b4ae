provider "aws" {
  alias  = "china"
  region = "cn-north-1"
}

resource "aws_instance" "web" {
  provider = aws.china

  ami = "ami-0abcdef1234567890"

  iam_instance_profile = aws_iam_instance_profile.web.name

  root_block_device {
    encrypted = true
  }
}

resource "aws_iam_role" "web" {
  provider = aws.china

  name_prefix = "web-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com.cn" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "web" {
  provider = aws.china

  role       = aws_iam_role.web.name
  policy_arn = "arn:aws-cn:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "web" {
  provider = aws.china

  name_prefix = "web-"
  role        = aws_iam_role.web.name
}
