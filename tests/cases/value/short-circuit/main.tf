# From Terraform 1.12 on, an error on one side of && and || does not count where the other side decides.
terraform {
  required_version = ">= 1.12"
}

variable "profiles" {
  type    = list(string)
  default = null

  validation {
    condition     = var.profiles == null || length(var.profiles) < 3
    error_message = "At most two."
  }
}

variable "settings" {
  type    = object({ profile = string })
  default = null
}

variable "size" {
  type    = number
  default = 0
}

variable "wanted" {
  type = bool
}

resource "aws_instance" "left_decides" {
  iam_instance_profile = var.profiles != null && length(var.profiles) > 0 ? var.profiles[0] : null
}

resource "aws_instance" "right_decides" {
  iam_instance_profile = length(var.profiles) > 0 && var.size > 0 ? null : "app"
}

resource "aws_instance" "or" {
  iam_instance_profile = var.settings == null || var.settings.profile == "" ? "app" : var.settings.profile
}

resource "aws_instance" "none_decides" {
  iam_instance_profile = var.size == 0 && length(var.profiles) > 0 ? "app" : null
}

# Where var.wanted is true, Terraform stops.
resource "aws_instance" "open" {
  iam_instance_profile = var.wanted && length(var.profiles) > 0 ? "app" : null
}

module "inner" {
  source = "./inner"
}
