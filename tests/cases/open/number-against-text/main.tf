variable "v" {
  type = number
}

# A template of nothing else is the number itself, and a number is no text: the count is 1, also for 0.
resource "aws_instance" "web" {
  count                = "${var.v}" != "0" ? 1 : 0
  iam_instance_profile = tostring(var.v) != "0" ? "app" : null
}
