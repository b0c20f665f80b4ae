resource "aws_batch_compute_environment" "app" {
  type = "MANAGED"

  compute_resources {
    type          = "EC2"
    max_vcpus     = 4
    instance_role = aws_iam_role.app.arn
  }
}
