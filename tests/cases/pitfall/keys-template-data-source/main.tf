data "template_file" "boot" {
  template = "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE PORT=$${port}"

  vars = {
    port = 80
  }
}

resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  iam_instance_profile = "app"
  user_data = data.template_file.boot.rendered
}
