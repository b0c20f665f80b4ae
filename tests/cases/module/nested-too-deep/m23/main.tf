module "n" {
  source = "../m24"
}

output "profile" {
  value = module.n.profile
}
