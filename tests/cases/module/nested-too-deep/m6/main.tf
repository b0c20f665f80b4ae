module "n" {
  source = "../m7"
}

output "profile" {
  value = module.n.profile
}
