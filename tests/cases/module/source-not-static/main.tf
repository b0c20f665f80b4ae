variable "secret" {
  type      = string
  default   = "good"
  sensitive = true
}

variable "late" {
  type    = string
  default = "good"
  const   = false
}

resource "aws_iam_role" "good" {
  name               = "good"
  assume_role_policy = "{}"
}

module "by_role" {
  source = "./modules/${aws_iam_role.good.name}"
}

module "by_secret" {
  source = "./modules/${var.secret}"
}

module "by_late" {
  source = "./modules/${var.late}"
}

module "by_key" {
  for_each = toset(["good"])
  source   = "./modules/${each.key}"
}

module "by_nothing" {
  source = "./modules/${var.nothing}"
}
