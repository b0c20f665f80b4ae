module "web" {
  source  = "terraform-aws-modules/autoscaling/aws"
  version = "9.0.0"

  name     = "web"
  min_size = 0
  max_size = 1

  create_iam_instance_profile = true
  iam_role_name               = "web"
  iam_role_policies = {
    AmazonSSMManagedInstanceCore = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
  }
}
