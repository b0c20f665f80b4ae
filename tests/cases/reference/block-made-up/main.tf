resource "aws_eks_cluster" "c" {
  name     = "main"
  role_arn = "arn:aws:iam::123456789012:role/eks"
  vpc_config {
    subnet_ids = ["subnet-1"]
  }
}

# The provider exports it, though nobody writes it.
locals {
  cluster = {
    name           = aws_eks_cluster.c.name
    security_group = aws_eks_cluster.c.vpc_config[0].cluster_security_group_id
  }
}

resource "aws_instance" "beside" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = "${local.cluster.name}-nodes"
}

resource "aws_instance" "part" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = "nodes-${local.cluster.security_group}"
}

# try has nothing to catch.
resource "aws_instance" "tried" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = try("nodes-${aws_eks_cluster.c.vpc_config[0]["vpc_id"]}", null)
}

# None is written; the provider makes up one.
resource "aws_instance" "options" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = "app"
  dynamic "metadata_options" {
    for_each = []
    content {
      http_tokens = "required"
    }
  }
}

resource "aws_instance" "tokens" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = "tokens-${aws_instance.options.metadata_options[0].http_tokens}"
}

resource "aws_instance" "whole" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = aws_eks_cluster.c.vpc_config[0].cluster_security_group_id
}
