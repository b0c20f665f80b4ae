locals {
  metadata = { http_endpoint = "disabled" }
}

resource "aws_launch_template" "web" {
  iam_instance_profile {
    name = "app"
  }

  dynamic "metadata_options" {
    for_each = [local.metadata]
    content {
      http_endpoint = metadata_options.value.http_endpoint
    }
  }
}
