resource "aws_imagebuilder_infrastructure_configuration" "app" {
  name                  = "app"
  instance_profile_name = "app"
}
