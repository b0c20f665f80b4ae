module "lt" { source = "./lt" }
module "ng" {
  source = "./ng"
  lt     = module.lt.id
}
