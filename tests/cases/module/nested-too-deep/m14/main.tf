module "n" {
  source = "../m15"
}

output "profile" {
  value = module.n.profile
}
