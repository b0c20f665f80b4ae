# autoscaling 4.0 to 4.2: the version as given.

locals {
  launch_template_version = var.lt_version
}
