variable "v" { default = "x" }
locals { l = terraform_data.p.output }
resource "terraform_data" "p" { input = timestamp() }
resource "terraform_data" "many" {
  for_each = toset(["a", "b"])
  input    = timestamp()
}
resource "terraform_data" "use" {
  for_each = toset(["a", "b"])
  input    = terraform_data.many[each.key].output
}
resource "terraform_data" "idx" { input = terraform_data.many["a"].output }
resource "terraform_data" "loc" { input = local.l }
module "m" {
  for_each = toset(["k"])
  source   = "./m"
  profile  = terraform_data.p.id
}
resource "terraform_data" "mo" { input = module.m["k"].out }
resource "terraform_data" "list" { input = [terraform_data.p.id, "x"] }
resource "terraform_data" "nul" { input = null }
resource "terraform_data" "none" {}
resource "terraform_data" "fn" { input = uuid() }
resource "terraform_data" "cond" { input = var.v == "x" ? terraform_data.p.id : var.v }
