resource "aws_batch_compute_environment" "app" {
  type = "MANAGED"

  compute_resources {
    type          = "FARGATE"
    max_vcpus     = 4
  }
}
