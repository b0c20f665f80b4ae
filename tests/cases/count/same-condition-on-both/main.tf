resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy_attachment" "ssm" {
  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

variable "create" {
  type = bool
}

resource "aws_iam_instance_profile" "app" {
  count = var.create ? 1 : 0
  role  = aws_iam_role.app.name
}

resource "aws_instance" "web" {
  count                = var.create ? 1 : 0
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = aws_iam_instance_profile.app[0].name
}
