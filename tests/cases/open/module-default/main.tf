module "m" {
  source  = "./m"
  profile = var.profile
}
variable "profile" { type = string }
