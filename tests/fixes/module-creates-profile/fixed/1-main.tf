module "web" {
  source  = "terraform-aws-modules/ec2-instance/aws"
  version = "6.1.0"

  name          = "web"
  instance_type = "t3.micro"

  create_iam_instance_profile = true
  iam_role_policies = {
    AmazonSSMManagedInstanceCore = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
  }
}
