# Terraform refuses both in one block.
resource "aws_instance" "web" {
  count                = 1
  for_each             = toset(["a"])
  iam_instance_profile = "web"
}

module "web" {
  source   = "./web"
  count    = 1
  for_each = toset(["a"])
}
