variable "p" {}
module "b" {
  source   = "./b"
  for_each = toset(["1"])
  p        = var.p
}
