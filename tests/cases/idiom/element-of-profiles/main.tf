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

resource "aws_iam_instance_profile" "q" { name = "q" }
resource "aws_instance" "i" {
  count                = 2
  iam_instance_profile = element([aws_iam_instance_profile.p.name, aws_iam_instance_profile.q.name], count.index)
}
