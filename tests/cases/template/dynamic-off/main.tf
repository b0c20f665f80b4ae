variable "profile" {
  default = ""
}

resource "aws_launch_template" "app" {
  name_prefix   = "app-"
  image_id      = "ami-12345678"
  instance_type = "t3.micro"

  dynamic "iam_instance_profile" {
    for_each = var.profile != "" ? [var.profile] : []

    content {
      name = iam_instance_profile.value
    }
  }
}
