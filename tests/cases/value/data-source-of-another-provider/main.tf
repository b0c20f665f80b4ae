data "sops_file" "s" { source_file = "x" }
resource "aws_instance" "i" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = data.sops_file.s.data["profile"]
}
