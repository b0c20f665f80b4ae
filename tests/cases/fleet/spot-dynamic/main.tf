variable "types" { default = ["a", "b"] }
resource "aws_spot_fleet_request" "f" {
  iam_fleet_role = "arn:aws:iam::123456789012:role/fleet"
  dynamic "launch_specification" {
    for_each = var.types
    content {
      ami                  = "a"
      instance_type        = launch_specification.value
      iam_instance_profile = launch_specification.value == "a" ? "x" : ""
    }
  }
}
