# Inputs of the launch template, autoscaling from 4 on.

variable "name" {
  type = string
}

variable "security_groups" {
  type    = list(string)
  default = null
}

variable "network_interfaces" {
  type    = any
  default = null
}

variable "user_data" {
  type    = string
  default = null
}

variable "default_version" {
  type    = string
  default = null
}

variable "update_default_version" {
  type    = string
  default = null
}

variable "iam_instance_profile_name" {
  type    = string
  default = null
}

variable "iam_instance_profile_arn" {
  type    = string
  default = null
}
