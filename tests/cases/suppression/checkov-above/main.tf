# checkov:skip=CKV2_AWS_41:no AWS access
resource "aws_instance" "i" {
}
