module "n" {
  source = "../m13"
}

output "profile" {
  value = module.n.profile
}
