module "n" {
  source = "../m8"
}

output "profile" {
  value = module.n.profile
}
