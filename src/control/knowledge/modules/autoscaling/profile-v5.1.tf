# autoscaling 5.1 to 6.4: name and ARN of the profile as given, both if both are.

locals {
  iam_instance_profile_name = var.iam_instance_profile_name
  iam_instance_profile_arn  = var.iam_instance_profile_arn
}
