resource "aws_elastic_beanstalk_environment" "e" {
  name        = "e"
  application = "a"
}
resource "aws_autoscaling_group" "g" {
  launch_configuration = aws_elastic_beanstalk_environment.e.launch_configurations[0]
}
