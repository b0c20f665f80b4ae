module "iam" {
  source = "git::https://example.com/iam.git"
}
resource "aws_instance" "i" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = "${module.iam.prefix}-profile"
}
