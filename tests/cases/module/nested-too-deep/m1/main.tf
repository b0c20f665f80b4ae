module "n" {
  source = "../m2"
}

output "profile" {
  value = module.n.profile
}
