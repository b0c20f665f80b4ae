module "n" {
  source = "../m19"
}

output "profile" {
  value = module.n.profile
}
