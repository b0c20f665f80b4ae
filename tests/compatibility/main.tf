variable "size" {
  default = 3
}

# Terraform refuses the call.
variable "refused" {
  default = upper("x")
}

variable "required" {}

variable "more" {
  type = map(string)
}

variable "flag" {
  type = bool
}

variable "from_tfvars" {
  default = "default"
}

variable "options" {
  type = object({
    retries = optional(number, 2)
  })
  default = {}
}

locals {
  names   = ["a", "b"]
  objects = [{ id = "x" }, { id = "y" }]
  nothing = null
}

module "child" {
  source = "./child"
  name   = "child-${var.size}"
}

module "each" {
  source   = "./child"
  for_each = toset(local.names)
  name     = "child-${each.key}"
}

module "remote" {
  source = "example.com/team/thing/aws"
}

resource "aws_iam_role" "app" {
  name = "app"
}

resource "aws_iam_role" "many" {
  count = 2
  name  = "many-${count.index}"
}

resource "aws_iam_role" "keyed" {
  for_each = toset(local.names)
  name     = each.value
}

data "aws_caller_identity" "me" {}
