/*
 * What configurations often have and the examples do not show, each thing once. What that is was counted in public
 * repositories: functions of the engine that one in twenty of their folders needs, and no example.
 */
locals {
  tags = {
    "Name"              = var.name
    "kubernetes.io/app" = var.name
    Team : "web"
  }
}

resource "aws_iam_role" "web" {
  name = "web"
}

resource "aws_iam_instance_profile" "web" {
  role = aws_iam_role.web.name
}

resource "aws_security_group" "web" {
  ingress {
    from_port = 22
    to_port   = 22
    protocol  = -1
  }
}

resource "aws_instance" "web" {
  iam_instance_profile   = aws_iam_instance_profile.web.name
  vpc_security_group_ids = ["${aws_security_group.web.id}"]
  tags                   = local.tags
  user_data              = <<EOF
export NAME="${var.name}"
EOF
}
