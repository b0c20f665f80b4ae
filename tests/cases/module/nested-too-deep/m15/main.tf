module "n" {
  source = "../m16"
}

output "profile" {
  value = module.n.profile
}
