variable "use" { type = bool }
resource "aws_instance" "w" { iam_instance_profile = lookup({ for x in ["a"] : x => "p" if var.use }, "a", null) }
