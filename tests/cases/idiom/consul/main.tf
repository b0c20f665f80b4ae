resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy_attachment" "ssm" {
  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

variable "enable_iam_setup" {
  default = true
}

variable "iam_instance_profile_name" {
  default = null
}

resource "aws_iam_instance_profile" "app" {
  count       = var.enable_iam_setup ? 1 : 0
  name_prefix = "consul"
  role        = element(concat(aws_iam_role.app.*.name, [""]), 0)
}

resource "aws_launch_configuration" "app" {
  image_id             = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = var.enable_iam_setup ? element(concat(aws_iam_instance_profile.app.*.name, [""]), 0) : var.iam_instance_profile_name
}
