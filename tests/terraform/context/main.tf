# What the recorded expressions refer to.

variable "name" {
  type    = string
  default = "web"
}

variable "empty" {
  type    = string
  default = ""
}

variable "nothing" {
  type    = string
  default = null
}

variable "ports" {
  type    = list(number)
  default = [80, 443]
}

variable "zones" {
  type    = set(string)
  default = ["b", "a", "c"]
}

variable "tags" {
  type    = map(string)
  default = { Name = "web", Env = "prod" }
}

variable "server" {
  type = object({
    name = string
    size = optional(number, 2)
    disk = optional(object({ gb = optional(number, 8), type = optional(string) }), {})
    tags = optional(map(string))
  })
  default = { name = "db" }
}

variable "anything" {
  type    = any
  default = { a = [1, "two", true], b = null }
}

variable "secret" {
  type      = string
  default   = "hunter2"
  sensitive = true
}

locals {
  number  = 42
  list    = ["a", "b", "c"]
  mixed   = ["a", 1, true]
  none    = []
  object  = { x = 1, y = "two", z = { w = [10, 20, 30] } }
  objects = [{ id = "i-1", az = "a" }, { id = "i-2", az = "b" }]
  null    = null
  matrix  = [[1, 2], [3, 4]]
}

# Every byte by itself, in base64.
locals {
  base64 = split("", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  bytes  = [for n in range(256) : "${local.base64[floor(n / 4)]}${local.base64[n % 4 * 16]}=="]
}
