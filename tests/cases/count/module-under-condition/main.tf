variable "create" {
  type = bool
}

module "web" {
  source = "./web"
  count  = var.create ? 1 : 0
}
