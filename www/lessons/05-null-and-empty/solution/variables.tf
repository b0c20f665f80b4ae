variable "environment" {
  type    = string
  default = "production"
}

variable "profile" {
  type    = string
  default = "web"
}
