variable "role" {
  type = string
}

resource "aws_iam_instance_profile" "app" {
  role = var.role
}
