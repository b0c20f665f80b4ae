resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy_attachment" "ssm" {
  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

module "nodes" {
  source = "./template"
}

resource "aws_eks_node_group" "app" {
  cluster_name  = "app"
  node_role_arn = aws_iam_role.app.arn
  subnet_ids    = ["subnet-1"]

  scaling_config {
    desired_size = 1
    max_size     = 1
    min_size     = 1
  }

  launch_template {
    id      = module.nodes.id
    version = "$Latest"
  }
}
