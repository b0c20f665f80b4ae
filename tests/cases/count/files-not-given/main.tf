# No file but this one is given, others may stand beside it: how many instances there are is not known.
resource "aws_instance" "each" {
  for_each             = fileset(path.module, "instances/*.yaml")
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = each.key
}

resource "aws_instance" "all" {
  count                = length(fileset(path.module, "*"))
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = "web"
}
