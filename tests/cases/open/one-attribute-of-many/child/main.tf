variable "settings" {}

resource "aws_instance" "web" {
  iam_instance_profile = var.settings["profile"]
}
