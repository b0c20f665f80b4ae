resource "aws_instance" "elsewhere" {
  ami = "ami-1"
}
