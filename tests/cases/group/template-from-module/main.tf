module "template" {
  source = "./template"
}

resource "aws_autoscaling_group" "app" {
  min_size           = 1
  max_size           = 2
  availability_zones = ["eu-west-1a"]

  launch_template {
    id      = module.template.id
    version = "$Latest"
  }
}
