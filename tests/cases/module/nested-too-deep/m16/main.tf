module "n" {
  source = "../m17"
}

output "profile" {
  value = module.n.profile
}
