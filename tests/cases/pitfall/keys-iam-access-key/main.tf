resource "aws_iam_access_key" "k" { user = "u" }
resource "aws_instance" "i" {
  user_data = <<-EOT
  aws_secret_access_key = ${aws_iam_access_key.k.secret}
  EOT
}
