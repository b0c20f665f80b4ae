variable "v0" {
  type = bool
}

variable "v1" {
  type = bool
}

variable "v2" {
  type = bool
}

variable "v3" {
  type = bool
}

variable "v4" {
  type = bool
}

variable "v5" {
  type = bool
}

variable "v6" {
  type = bool
}

variable "v7" {
  type = bool
}

variable "v8" {
  type = bool
}

variable "name" {
  type = string
}

locals {
  settings = {
    profile = coalesce(var.name, "app")
    s0      = var.v0 ? "a" : null
    s1      = var.v1 ? "a" : null
    s2      = var.v2 ? "a" : null
    s3      = var.v3 ? "a" : null
    s4      = var.v4 ? "a" : null
    s5      = var.v5 ? "a" : null
    s6      = var.v6 ? "a" : null
    s7      = var.v7 ? "a" : null
    s8      = var.v8 ? "a" : null
  }
}

resource "aws_instance" "web" {
  iam_instance_profile = local.settings.profile
}

module "child" {
  source   = "./child"
  settings = local.settings
}
