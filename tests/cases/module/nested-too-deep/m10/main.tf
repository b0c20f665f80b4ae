module "n" {
  source = "../m11"
}

output "profile" {
  value = module.n.profile
}
