variable "features" { type = list(string) }
resource "aws_instance" "w" { iam_instance_profile = contains(var.features, "ssm") ? "x" : "" }
