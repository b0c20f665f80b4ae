# Terraform refuses the default, so nothing is known of the variable; the literal beside it is judged all the same.
variable "profile" {
  default = upper("web")
}

resource "aws_instance" "web" {
  iam_instance_profile = try(var.profile, "other")
}

resource "aws_instance" "none" {
  instance_type = "t4g.small"
}
