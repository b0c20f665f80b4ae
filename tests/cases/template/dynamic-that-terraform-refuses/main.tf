# A dynamic block needs content, and a name as its iterator.
resource "aws_launch_template" "empty" {
  dynamic "iam_instance_profile" {
    for_each = ["web"]
  }
}

resource "aws_launch_template" "quoted" {
  dynamic "iam_instance_profile" {
    for_each = ["web"]
    iterator = "profile"

    content {
      name = profile.value
    }
  }
}
