# Terraform refuses the call: "name" is required. What it would launch hangs on other inputs.
module "asg" {
  source  = "terraform-aws-modules/autoscaling/aws"
  version = "9.0.1"

  min_size                 = 1
  max_size                 = 1
  image_id                 = "ami-12345678"
  instance_type            = "t3.micro"
  iam_instance_profile_arn = "arn:aws:iam::111122223333:instance-profile/web"
}

module "plain" {
  source  = "terraform-aws-modules/autoscaling/aws"
  version = "9.0.1"

  min_size      = 1
  max_size      = 1
  image_id      = "ami-12345678"
  instance_type = "t3.micro"
}
