resource "aws_launch_template" "b" {
  count = 1
  name  = "b"
}
resource "aws_eks_node_group" "g" {
  launch_template {
    id      = element(concat(aws_launch_template.b.*.id, [""]), 0)
    version = 1
  }
}
