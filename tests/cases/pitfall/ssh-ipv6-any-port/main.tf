resource "aws_security_group" "s" {
  ingress {
    from_port        = 0
    to_port          = 65535
    protocol         = "tcp"
    ipv6_cidr_blocks = ["::/0"]
  }
}
resource "aws_instance" "i" { vpc_security_group_ids = [aws_security_group.s.id] }
