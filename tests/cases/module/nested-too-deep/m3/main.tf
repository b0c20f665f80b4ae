module "n" {
  source = "../m4"
}

output "profile" {
  value = module.n.profile
}
