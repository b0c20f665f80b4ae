variable "v" {
  type = bool
}

resource "aws_instance" "both" {
  count                = tostring(var.v) == "true" && var.v == true ? 1 : 0
  iam_instance_profile = var.v ? "app" : null
}

resource "aws_instance" "never" {
  count                = tostring(var.v) == "true" && var.v == true ? 1 : 0
  iam_instance_profile = var.v ? null : "app"
}

resource "aws_instance" "other" {
  count                = tostring(var.v) != "true" ? 1 : 0
  iam_instance_profile = var.v ? null : "app"
}
