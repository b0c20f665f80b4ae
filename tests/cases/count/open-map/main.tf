variable "servers" {
  type = map(object({ profile = optional(string) }))
}

resource "aws_instance" "web" {
  ami           = "ami-12345678"
  instance_type = "t3.micro"
  for_each             = var.servers
  iam_instance_profile = each.value.profile
}
