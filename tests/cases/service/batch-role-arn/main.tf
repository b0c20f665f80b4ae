resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy_attachment" "ssm" {
  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_batch_compute_environment" "app" {
  type = "MANAGED"

  compute_resources {
    type          = "EC2"
    max_vcpus     = 4
    instance_role = aws_iam_role.app.arn
  }
}
