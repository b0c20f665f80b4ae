# The provider takes one block: Terraform refuses both templates.
resource "aws_launch_template" "web" {
  iam_instance_profile {
    name = "web"
  }

  iam_instance_profile {
    name = ""
  }
}

resource "aws_launch_template" "each" {
  dynamic "iam_instance_profile" {
    for_each = ["web", "app"]

    content {
      name = iam_instance_profile.value
    }
  }
}
