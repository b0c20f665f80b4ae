variable "env" {
  type = string
}

resource "aws_instance" "web" {
  iam_instance_profile = "${var.env}-web"
}
