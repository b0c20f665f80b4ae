module "r" { source = "git::https://example.com/r.git" }
resource "aws_iam_instance_profile" "p" { role = module.r.name }
