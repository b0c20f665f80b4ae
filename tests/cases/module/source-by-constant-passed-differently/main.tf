module "one" {
  source  = "./modules/wrapper"
  flavour = "bad"
}

module "two" {
  source  = "./modules/wrapper"
  flavour = "good"
}
