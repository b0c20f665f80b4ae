# What is ephemeral cannot be an argument of a resource.
variable "profile" {
  default   = "web"
  ephemeral = true
}

resource "aws_instance" "web" {
  iam_instance_profile = var.profile
}

resource "aws_launch_template" "web" {
  iam_instance_profile {
    name = "${var.profile}-2"
  }
}

resource "aws_instance" "other" {
  count                = length(var.profile) > 0 ? 1 : 0
  iam_instance_profile = "web"
}
