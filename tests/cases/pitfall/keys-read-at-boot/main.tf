resource "aws_instance" "i" {
  user_data = "AWS_SECRET_ACCESS_KEY=$(aws ssm get-parameter --name /x --query Parameter.Value --output text)"
}
