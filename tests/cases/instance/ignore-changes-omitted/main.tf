resource "aws_instance" "i" {
  lifecycle { ignore_changes = all }
}
