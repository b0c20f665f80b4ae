resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  iam_instance_profile = "app"
}

moved {
  from = aws_instance.old
  to   = aws_instance.web
}

import {
  to = aws_instance.web
  id = "i-1"
}

removed {
  from = aws_instance.gone

  lifecycle {
    destroy = false
  }
}
