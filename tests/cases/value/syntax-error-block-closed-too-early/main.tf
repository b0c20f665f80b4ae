resource "aws_instance" "web" {
  ami = "ami-12345678"
  }
  iam_instance_profile = "web"
}

resource "aws_instance" "bare" {
  ami = "ami-12345678"
}
}
