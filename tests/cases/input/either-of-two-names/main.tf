variable "mine" {
  type = bool
}

resource "aws_instance" "web" {
  iam_instance_profile = var.mine ? "one" : "two"
}
