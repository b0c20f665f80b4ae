module "n" {
  source = "../m23"
}

output "profile" {
  value = module.n.profile
}
