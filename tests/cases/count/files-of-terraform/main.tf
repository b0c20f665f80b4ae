# Of Terraform's own files, all are given.
resource "aws_instance" "one" {
  for_each             = fileset(path.module, "*.tf")
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = "web"
}

resource "aws_instance" "none" {
  for_each      = fileset(path.module, "*.tofu")
  ami           = "ami-12345678"
  instance_type = "t3.micro"
}
