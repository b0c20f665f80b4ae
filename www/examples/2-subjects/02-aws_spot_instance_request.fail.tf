# aws_spot_instance_request without a profile

resource "aws_spot_instance_request" "web" {
  ami           = "ami-0abcdef1234567890"
  instance_type = "c7g.large"
}
