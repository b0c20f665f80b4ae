variable "o" { type = object({ iam = optional(object({ profile = optional(string, "x") }), {}) }) }
resource "aws_instance" "w" { iam_instance_profile = var.o.iam.profile }
