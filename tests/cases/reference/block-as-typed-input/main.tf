resource "aws_iam_role" "app" {
  assume_role_policy = "{}"
}

resource "aws_iam_instance_profile" "app" {
  role = aws_iam_role.app.name
}

resource "aws_launch_template" "app" {
  image_id = "ami-1"

  iam_instance_profile {
    name = aws_iam_instance_profile.app.name
  }
}

module "m" {
  source   = "./m"
  template = aws_launch_template.app
  block    = aws_launch_template.app.iam_instance_profile[0]
  blocks   = aws_launch_template.app.iam_instance_profile
  object   = { name = "app" }
}
