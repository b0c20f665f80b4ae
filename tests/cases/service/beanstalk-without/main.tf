resource "aws_elastic_beanstalk_environment" "app" {
  name        = "app"
  application = "app"
}
