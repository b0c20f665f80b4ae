resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  iam_instance_profile = "app"

  user_data = <<-EOT
    #!/bin/sh
    # Never set AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY here: the profile has them.
    curl -s http://169.254.169.254/latest/meta-data/iam/security-credentials/app | jq -r .SecretAccessKey
    unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY
    export AWS_SECRET_ACCESS_KEY=$SECRET
  EOT
}
