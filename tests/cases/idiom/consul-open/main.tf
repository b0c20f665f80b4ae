variable "enable" { type = bool }
variable "name" { default = "" }
resource "aws_iam_role" "r" { assume_role_policy = "{}" }
resource "aws_iam_instance_profile" "q" {
  count = var.enable ? 1 : 0
  role  = aws_iam_role.r.name
}
resource "aws_instance" "i" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = var.enable ? element(concat(aws_iam_instance_profile.q.*.name, [""]), 0) : var.name
}
