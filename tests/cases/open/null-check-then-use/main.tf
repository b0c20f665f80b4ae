variable "o" { type = object({ name = string }) }
resource "aws_instance" "w" {
  iam_instance_profile = var.o != null ? "x-${var.o.name}" : "x"
}
