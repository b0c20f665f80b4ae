module "web" {
  source   = "./web"
  for_each = { a = "app", b = null }
  profile  = each.value
}
