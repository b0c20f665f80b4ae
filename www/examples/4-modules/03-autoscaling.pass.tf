# autoscaling v9 with its own role

module "web" {
  source  = "terraform-aws-modules/autoscaling/aws"
  version = "~> 9.0"

  name          = "workers"
  min_size      = 0
  max_size      = 10
  image_id      = "ami-0abcdef1234567890"
  instance_type = "t3.large"

  create_iam_instance_profile = true
  iam_role_name               = "workers"
  iam_role_policies = {
    ssm = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
  }
}
