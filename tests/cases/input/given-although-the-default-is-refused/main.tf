# The value that is given needs no default.
module "web" {
  source  = "./web"
  profile = "web"
}
