# The profile that iam-assumable-role makes on request from 2.7 on, beside the role it makes.

variable "create_instance_profile" {
  type    = bool
  default = false
}

resource "aws_iam_instance_profile" "this" {
  count = var.create_role && var.create_instance_profile ? 1 : 0

  name = var.role_name
  path = var.role_path
  role = aws_iam_role.this[0].name
}
