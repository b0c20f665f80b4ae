variable "name" {
  type = string
}

variable "overrides" {
  type = object({
    profile = optional(bool, false)
    name    = optional(string)
  })
  nullable = false
}

resource "aws_iam_role" "runner" {
  name               = "${var.name}-runner"
  assume_role_policy = "{}"
}

resource "aws_iam_instance_profile" "runner" {
  count = var.overrides["profile"] ? 0 : 1

  name = "${var.name}-runner"
  role = aws_iam_role.runner.name
}
