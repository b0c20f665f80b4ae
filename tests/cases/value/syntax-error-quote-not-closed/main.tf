resource "aws_instance" "web" {
  instance_type        = "t3.micro
  iam_instance_profile = "web"
}

resource "aws_instance" "bare" {
  instance_type = "t3.micro
}

resource "aws_instance" "open_map" {
  tags = {
    Name = "web"
  iam_instance_profile = "web"
}
