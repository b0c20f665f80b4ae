# A function of Terraform 1.15: https://developer.hashicorp.com/terraform/language/functions/convert
locals {
  settings = convert({ web = {} }, map(object({
    name    = optional(string)
    profile = optional(string, "app")
  })))
}

resource "aws_instance" "default" {
  iam_instance_profile = local.settings["web"].profile
}

resource "aws_instance" "no_default" {
  iam_instance_profile = local.settings["web"].name
}

resource "aws_instance" "number" {
  iam_instance_profile = convert(12, string)
}

resource "aws_instance" "set" {
  for_each             = convert(["a", "a"], set(string))
  iam_instance_profile = each.key
}

resource "aws_instance" "wrong" {
  iam_instance_profile = convert([], string)
}

resource "aws_instance" "no_type" {
  iam_instance_profile = convert("app", text)
}
