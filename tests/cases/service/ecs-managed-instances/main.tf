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
resource "aws_ecs_capacity_provider" "app" {
  name = "app"

  managed_instances_provider {
    instance_launch_template {
      ec2_instance_profile_arn = aws_iam_instance_profile.app.arn
    }
  }
}
