variable "v" {
  type = object({ on = optional(bool) })
}

resource "aws_instance" "either" {
  iam_instance_profile = var.v.on == true || var.v.on == false ? "app" : null
}

resource "aws_instance" "there" {
  iam_instance_profile = var.v.on == true || var.v.on != null ? "app" : null
}

resource "aws_instance" "not-false" {
  iam_instance_profile = var.v.on != false ? (var.v.on == null ? "app" : var.v.on ? "app" : null) : "app"
}
