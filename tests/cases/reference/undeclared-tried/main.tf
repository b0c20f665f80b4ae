resource "aws_instance" "web" {
  iam_instance_profile = try(aws_iam_instance_profile.nowhere.name, "spare")
}
