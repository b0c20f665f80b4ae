variable "k" {}
resource "aws_instance" "i" {
  user_data = <<-EOT
  export AWS_SECRET_ACCESS_KEY=$${SECRET}
  echo AKIA is a prefix
  EOT
}
