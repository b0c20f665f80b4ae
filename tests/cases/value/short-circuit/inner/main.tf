# What the root module requires holds for all modules.
variable "names" {
  type    = list(string)
  default = null
}

resource "aws_instance" "web" {
  count                = var.names == null || length(var.names) == 0 ? 1 : 0
  iam_instance_profile = "app"
}
