module "n" {
  source = "../m6"
}

output "profile" {
  value = module.n.profile
}
