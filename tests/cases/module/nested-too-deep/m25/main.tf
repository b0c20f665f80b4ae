module "n" {
  source = "../m26"
}

output "profile" {
  value = module.n.profile
}
