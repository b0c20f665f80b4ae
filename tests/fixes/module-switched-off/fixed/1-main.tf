module "web" {
  source  = "terraform-aws-modules/ec2-instance/aws"
  version = "5.8.0"

  name = "web"

  iam_role_policies = {
    AmazonSSMManagedInstanceCore = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
  }

  create_iam_instance_profile = true
}
