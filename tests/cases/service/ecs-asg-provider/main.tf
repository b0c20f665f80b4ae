resource "aws_ecs_capacity_provider" "app" {
  name = "app"

  auto_scaling_group_provider {
    auto_scaling_group_arn = "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:x"
  }
}
