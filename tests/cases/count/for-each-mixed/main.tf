resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  for_each             = { a = "app", b = null }
  iam_instance_profile = each.value
}
