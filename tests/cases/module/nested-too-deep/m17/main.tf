module "n" {
  source = "../m18"
}

output "profile" {
  value = module.n.profile
}
