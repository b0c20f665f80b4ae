module "n" {
  source = "../m21"
}

output "profile" {
  value = module.n.profile
}
