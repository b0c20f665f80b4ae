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

resource "aws_launch_template" "u" { name = "u" }
module "m" {
  source  = "terraform-aws-modules/autoscaling/aws"
  version = "~> 8.0"

  name                       = "m"
  iam_instance_profile_arn   = aws_iam_instance_profile.p.arn
  use_mixed_instances_policy = true
  mixed_instances_policy = {
    override = [
      { instance_type = "t3.small" },
      {
        instance_type                 = "t4g.small"
        launch_template_specification = { launch_template_id = aws_launch_template.u.id }
      },
    ]
  }
}
