module "a" {
  source  = "./web"
  profile = "app"
}

module "b" {
  source = "./web"
}
