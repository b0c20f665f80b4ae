module "n" {
  source = "../m14"
}

output "profile" {
  value = module.n.profile
}
