resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  iam_instance_profile = "app"

  provisioner "remote-exec" {
    inline = [
      "aws configure set aws_access_key_id AKIAIOSFODNN7EXAMPLE",
    ]
  }
}
