module "m" {
  source = "./m"
  p      = null
}
