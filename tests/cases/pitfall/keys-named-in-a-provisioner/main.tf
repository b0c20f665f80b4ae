variable "k" { type = string }
resource "aws_instance" "i" {
  provisioner "remote-exec" {
    inline = ["echo AWS_ACCESS_KEY_ID must not be set"]
  }
}
