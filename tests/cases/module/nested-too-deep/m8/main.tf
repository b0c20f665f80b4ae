module "n" {
  source = "../m9"
}

output "profile" {
  value = module.n.profile
}
