resource "aws_launch_template" "t" { name = "n" }
module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 20.0"
  eks_managed_node_groups = {
    a = {
      use_custom_launch_template = true
      create_launch_template     = false
      launch_template_id         = aws_launch_template.t.id
    }
  }
}
