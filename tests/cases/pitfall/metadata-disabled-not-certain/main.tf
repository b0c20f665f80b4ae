variable "endpoint" {
  type = string
}

resource "aws_instance" "required_tokens" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = "app"

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }
}

resource "aws_instance" "open" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = "app"

  metadata_options {
    http_endpoint = var.endpoint
  }
}
