# Inputs of the mixed instances policy, autoscaling 4 to 8.

variable "use_mixed_instances_policy" {
  type    = bool
  default = false
}

variable "mixed_instances_policy" {
  type    = any
  default = null
}
