variable "lt" {}
resource "aws_eks_node_group" "g" {
  launch_template {
    id      = var.lt
    version = "1"
  }
}
