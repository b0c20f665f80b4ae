resource "aws_launch_template" "t" { name = "x" }
module "m" {
  source  = "terraform-aws-modules/autoscaling/aws"
  version = "~> 8.0"

  name                   = "m"
  create_launch_template = false
  launch_template_id     = aws_launch_template.t.id
}
