resource "aws_launch_template" "t" { name = "web" }
resource "aws_instance" "i" {
  launch_template { id = aws_launch_template.t.id }
}
