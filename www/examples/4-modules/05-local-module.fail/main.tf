# A module of one's own, called with and without a profile

module "api" {
  source  = "./modules/server"
  profile = "api"
}

module "cron" {
  source = "./modules/server"
}
