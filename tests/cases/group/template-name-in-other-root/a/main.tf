resource "aws_launch_template" "t" { name = "web" }
