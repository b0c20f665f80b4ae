resource "aws_eks_cluster" "c" { name = "x" }
resource "aws_iam_instance_profile" "p" {
  role = aws_eks_cluster.c.role_arn
}
