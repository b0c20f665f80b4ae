# The type of an override file counts, but with the defaults of the declaration: Terraform 1.11 merges no others.
variable "a" {
  type = any
}

variable "b" {
  type = object({ profile = optional(string, "web") })
}

resource "aws_instance" "a" {
  iam_instance_profile = var.a.profile
}

resource "aws_instance" "b" {
  iam_instance_profile = var.b.profile
}
