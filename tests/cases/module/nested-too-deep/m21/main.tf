module "n" {
  source = "../m22"
}

output "profile" {
  value = module.n.profile
}
