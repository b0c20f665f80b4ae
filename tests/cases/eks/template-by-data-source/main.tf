resource "aws_launch_template" "t" {
  name = "n"
}
data "aws_launch_template" "t" {
  name = aws_launch_template.t.name
}
resource "aws_eks_node_group" "g" {
  launch_template {
    id      = data.aws_launch_template.t.id
    version = data.aws_launch_template.t.latest_version
  }
}
