# The second group is wrong; the template still serves the first, and nothing but node groups.
resource "aws_launch_template" "nodes" {
  name = "nodes"
}

resource "aws_eks_node_group" "first" {
  launch_template {
    id      = aws_launch_template.nodes.id
    version = 1
  }
}

resource "aws_eks_node_group" "second" {
  count = local.groups

  launch_template {
    id      = aws_launch_template.nodes.id
    version = 1
  }
}
