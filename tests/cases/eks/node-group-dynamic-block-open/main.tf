variable "use" { type = bool }
resource "aws_launch_template" "t" { name = "n" }
resource "aws_eks_node_group" "g" {
  dynamic "launch_template" {
    for_each = var.use ? [1] : []
    content {
      id      = aws_launch_template.t.id
      version = 1
    }
  }
}
