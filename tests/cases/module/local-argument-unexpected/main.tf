module "web" {
  source = "./m"
  count  = 1

  profile  = "web"
  profiles = ["web"]
}
