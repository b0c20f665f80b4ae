module "n" {
  source = "../m12"
}

output "profile" {
  value = module.n.profile
}
