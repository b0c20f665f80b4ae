resource "aws_launch_template" "t" { name = "n" }
resource "aws_batch_compute_environment" "b" {
  type = "MANAGED"
  compute_resources {
    type = "EC2"
    launch_template { launch_template_id = aws_launch_template.t.id }
  }
}
