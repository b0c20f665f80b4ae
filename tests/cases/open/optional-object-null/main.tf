variable "o" { type = object({ profile = optional(string) }) }
resource "aws_instance" "w" { iam_instance_profile = var.o == null ? "x" : coalesce(var.o.profile, "y") }
