resource "aws_instance" "i" {
  user_data = <<-EOT
    sed -i 's/AWS_ACCESS_KEY_ID=.*/AWS_ACCESS_KEY_ID=/' /etc/env
    grep -q secret_access_key ~ec2-user/.aws/credentials
  EOT
}
