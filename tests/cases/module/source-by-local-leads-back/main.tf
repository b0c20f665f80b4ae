module "web" {
  source = "./modules/good"
}
