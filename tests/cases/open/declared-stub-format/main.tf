variable "k" { type = bool }
resource "aws_iam_instance_profile" "p" { name = "a-p" }
resource "aws_instance" "w" { iam_instance_profile = "${var.k ? "a" : "b"}-p" }
