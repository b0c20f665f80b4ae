module "web" {
  source = "./web"
  count  = 0
}
