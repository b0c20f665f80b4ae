# ec2-instance 1.0 to 1.8 and 2.6 to 2.21: instance_count instances that take the profile as given.

resource "aws_instance" "this" {
  count = var.instance_count

  iam_instance_profile        = var.iam_instance_profile
  user_data                   = var.user_data
  user_data_base64            = var.user_data_base64
  vpc_security_group_ids      = var.vpc_security_group_ids
  associate_public_ip_address = var.associate_public_ip_address
}

output "id" {
  value = aws_instance.this[*].id
}

output "arn" {
  value = aws_instance.this[*].arn
}
