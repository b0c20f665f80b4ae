# As Terraform 0.11 had it: newer ones refuse it, and there is no doubt about the value.
variable "profile" {
  type    = "string"
  default = "web"
}

variable "names" {
  type    = "list"
  default = ["a"]
}

resource "aws_instance" "web" {
  count                = "${length(var.names)}"
  iam_instance_profile = "${var.profile}"
}
