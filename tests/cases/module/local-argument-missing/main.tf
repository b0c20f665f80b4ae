module "web" {
  source = "./m"
}
