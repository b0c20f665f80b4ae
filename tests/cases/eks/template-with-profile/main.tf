resource "aws_launch_template" "t" {
  name = "n"
  iam_instance_profile { name = "x" }
}
resource "aws_eks_node_group" "g" {
  launch_template {
    id      = aws_launch_template.t.id
    version = 1
  }
}
