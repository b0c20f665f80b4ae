resource "aws_instance" "web" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = "app"

  metadata_options {
    http_endpoint = "disabled"
  }
}

# Without a profile there are no credentials to ask for.
resource "aws_instance" "without" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"

  metadata_options {
    http_endpoint = "disabled"
  }
}
