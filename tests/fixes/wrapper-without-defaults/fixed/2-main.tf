resource "aws_iam_role" "app" {
  name = "app"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "app" {
  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "app" {
  name = "app"
  role = aws_iam_role.app.name
}

module "fleet" {
  defaults = {
    iam_instance_profile = aws_iam_instance_profile.fleet.name
  }

  source  = "terraform-aws-modules/ec2-instance/aws//wrappers"
  version = "~> 6.0"

  items = {
    web = { instance_type = "t3.micro" }
    db  = { iam_instance_profile = "database" }
  }
}

resource "aws_iam_role" "fleet" {
  name_prefix = "fleet-"

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
  name_prefix = "fleet-"
  role        = aws_iam_role.fleet.name
}
