resource "aws_launch_template" "t" { name = "n" }
module "eks" {
  source             = "git::https://example.com/nodes.git"
  launch_template_id = aws_launch_template.t.id
}
