data "aws_partition" "p" {}
data "aws_caller_identity" "c" {}
resource "aws_launch_template" "t" {
  iam_instance_profile {
    arn = "arn:${data.aws_partition.p.partition}:iam::${data.aws_caller_identity.c.account_id}:instance-profile/web"
  }
}
