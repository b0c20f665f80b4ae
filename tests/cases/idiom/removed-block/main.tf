moved {
  from = aws_instance.a
  to   = aws_instance.b
}
removed {
  from = aws_instance.z
  lifecycle { destroy = false }
}
import {
  to = aws_instance.b
  id = "i-1"
}
resource "aws_instance" "b" {}
