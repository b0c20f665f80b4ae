locals { g = toset(["a", "b"]) }
resource "aws_launch_template" "t" {
  for_each = local.g
  name     = each.key
}
resource "aws_eks_node_group" "g" {
  for_each = toset(["a"])
  launch_template {
    id      = aws_launch_template.t[each.key].id
    version = 1
  }
}
