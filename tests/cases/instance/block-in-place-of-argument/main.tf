resource "aws_instance" "i" {
  iam_instance_profile {
    name = "app"
  }
}
