# autoscaling 4.3 to 5.0: the latest version of the template unless another is asked for.

locals {
  launch_template_version = var.create_lt && var.lt_version == null ? aws_launch_template.this[0].latest_version : var.lt_version
}
