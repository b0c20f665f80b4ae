resource "aws_iam_role" "r" {
  name               = "app-role"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.r.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}
resource "aws_iam_instance_profile" "p" {
  name = "app"
  role = aws_iam_role.r.name
}

resource "aws_launch_template" "t" {
  name_prefix = "t-"
  iam_instance_profile {
    name = aws_iam_instance_profile.p.name
  }
}

variable "use_lt" { type = bool }
resource "aws_launch_configuration" "l" {
  image_id      = "a"
  instance_type = "t"
}
resource "aws_autoscaling_group" "g" {
  launch_configuration = var.use_lt ? null : aws_launch_configuration.l.name
  dynamic "launch_template" {
    for_each = var.use_lt ? [1] : []
    content {
      id      = aws_launch_template.t.id
      version = "$Latest"
    }
  }
}
