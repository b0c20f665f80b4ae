variable "use" { type = bool }
resource "aws_instance" "w" { iam_instance_profile = try([for x in ["a"] : x if var.use][0], null) }
