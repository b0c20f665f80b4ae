module "n" {
  source = "../m5"
}

output "profile" {
  value = module.n.profile
}
