resource "aws_instance" "i" {
  #checkov:skip=CKV_AWS_79:x
  #checkov:skip=CKV2_AWS_41:no AWS access
}
