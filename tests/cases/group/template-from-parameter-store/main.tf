data "aws_ssm_parameter" "t" { name = "/t" }
resource "aws_autoscaling_group" "g" {
  launch_template {
    id = data.aws_ssm_parameter.t.value
  }
}
