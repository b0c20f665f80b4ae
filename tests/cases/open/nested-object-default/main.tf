variable "o" { type = object({ iam = optional(object({ profile = optional(string, "x") }), {}) }) }
resource "aws_instance" "w" { iam_instance_profile = coalesce(var.o.iam.profile, "z") }
