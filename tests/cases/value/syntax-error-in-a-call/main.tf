module "web" {
  source = "./web"
  size   =
}

module "cut" {
  source = "./web"
  ...
}
