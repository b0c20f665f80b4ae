variable "a" {
  type = object({ profile = optional(string, "web") })
}

variable "b" {
  type = object({ profile = optional(string) })
}
