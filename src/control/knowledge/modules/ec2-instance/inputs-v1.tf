# Inputs of ec2-instance 1 and 2: the profile is an empty string unless given.

variable "instance_count" {
  type    = number
  default = 1
}

variable "iam_instance_profile" {
  type    = string
  default = ""
}

variable "vpc_security_group_ids" {
  type    = list(string)
  default = null
}

variable "user_data" {
  type    = string
  default = null
}

variable "user_data_base64" {
  type    = string
  default = null
}

variable "associate_public_ip_address" {
  type    = bool
  default = null
}
