resource "aws_launch_template" "t" { name = "n" }
resource "aws_eks_node_group" "g" {
  count = 0
  launch_template {
    name    = aws_launch_template.t.name
    version = 1
  }
}
