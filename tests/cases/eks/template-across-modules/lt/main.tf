resource "aws_launch_template" "t" { name = "n" }
output "id" { value = aws_launch_template.t.id }
