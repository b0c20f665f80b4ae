variable "lt" {
  type = string
}
resource "aws_launch_template" "b" {
  name = "b"
}
resource "aws_eks_node_group" "g" {
  launch_template {
    id      = coalesce(var.lt, aws_launch_template.b.id)
    version = 1
  }
}
