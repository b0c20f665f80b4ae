resource "aws_iam_role" "r" {
  name               = "app-role"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.r.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}
resource "aws_iam_instance_profile" "p" {
  name = "app"
  role = aws_iam_role.r.name
}

resource "aws_launch_template" "t" {
  name_prefix = "t-"
  iam_instance_profile {
    name = aws_iam_instance_profile.p.name
  }
}

module "m" {
  source  = "terraform-aws-modules/autoscaling/aws"
  version = "~> 8.0"

  name                    = "m"
  create_launch_template  = false
  launch_template_id      = aws_launch_template.t.id
  launch_template_version = "$Latest"
}
