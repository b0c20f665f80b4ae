variable "create" {
  type = bool
}

resource "aws_instance" "web" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t4g.nano"
}

resource "aws_instance" "worker" {
	iam_instance_profile = aws_iam_instance_profile.worker.name
}

resource "aws_iam_instance_profile" "worker" {
  name = "worker"
}

resource "aws_instance" "batch" {
  iam_instance_profile = var.create ? "batch" : null
}

resource "aws_autoscaling_group" "old" {
  launch_configuration = data.aws_launch_configuration.old.name
}

resource "aws_instance" "bastion" {
  # ec2-profile-check:ignore reached by SSH only, AUD-17
}

resource "aws_instance" "none" {
  count = 0
}
