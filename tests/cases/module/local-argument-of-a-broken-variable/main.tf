module "web" {
  source  = "./web"
  profile = "web"
}
