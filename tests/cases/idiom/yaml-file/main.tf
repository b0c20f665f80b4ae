locals { cfg = yamldecode(file("${path.module}/c.yaml")) }
resource "aws_instance" "i" {
  for_each             = local.cfg
  iam_instance_profile = try(each.value.profile, null)
}
