resource "aws_instance" "web" {
  launch_template {
    id = "lt-0123456789abcdef0"
  }
}
