module "n" {
  source = "../m3"
}

output "profile" {
  value = module.n.profile
}
