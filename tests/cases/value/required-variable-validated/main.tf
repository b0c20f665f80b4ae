variable "profile" {
  type     = string
  nullable = false

  validation {
    condition     = length(var.profile) > 0
    error_message = "A profile is needed."
  }
}

resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  iam_instance_profile = var.profile
}
