module "n" {
  source = "../m20"
}

output "profile" {
  value = module.n.profile
}
