provider "aws" {
  alias  = "china"
  region = "cn-north-1"
}

resource "aws_instance" "web" {
  provider = aws.china

  ami = "ami-0abcdef1234567890"

  root_block_device {
    encrypted = true
  }
}
