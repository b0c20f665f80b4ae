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

resource "aws_ecs_capacity_provider" "app" {
  name    = "app"
  cluster = "app"

  managed_instances_provider {
    infrastructure_role_arn = "arn:aws:iam::123456789012:role/ecs"

    instance_launch_template {
      ec2_instance_profile_arn = aws_iam_instance_profile.app.arn

      network_configuration {
        subnets = ["subnet-12345678"]
      }
    }
  }
}
