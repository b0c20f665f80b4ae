# A module is an object of its outputs, whatever is asked of it.
module "names" {
  source = "./names"
}

resource "aws_instance" "each" {
  for_each             = { for name, profile in module.names : name => profile }
  iam_instance_profile = each.value
}

resource "aws_instance" "count" {
  count                = length(module.names)
  iam_instance_profile = values(module.names)[count.index]
}

resource "aws_instance" "keys" {
  iam_instance_profile = keys(module.names)[0]
}

resource "aws_instance" "repeated" {
  for_each             = module.names
  iam_instance_profile = each.value
}

resource "aws_instance" "compared" {
  iam_instance_profile = module.names == { none = "", web = "web" } ? "web" : null
}
