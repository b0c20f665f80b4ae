module "a" {
  source   = "./a"
  for_each = { x = "prof", y = null }
  p        = each.value
}
