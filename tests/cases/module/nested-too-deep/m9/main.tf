module "n" {
  source = "../m10"
}

output "profile" {
  value = module.n.profile
}
