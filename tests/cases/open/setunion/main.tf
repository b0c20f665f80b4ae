variable "n" { type = set(string) }
resource "aws_launch_template" "w" {
  for_each = setunion(var.n, ["x"])
  iam_instance_profile { name = "p-${each.key}" }
}
