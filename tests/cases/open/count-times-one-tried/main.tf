variable "v" {
  type = number
}

# Terraform stops at a negative count, whatever stands around the reference.
resource "aws_iam_instance_profile" "p" {
  count = var.v * 1
  role  = "app"
}

resource "aws_instance" "web" {
  count                = var.v != 0 ? 1 : 0
  iam_instance_profile = try(aws_iam_instance_profile.p[0].name, null)
}
