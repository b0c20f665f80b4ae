variable "profile" {}
resource "terraform_data" "i" {
  count = 1
  input = var.profile
}
output "out" { value = terraform_data.i[0].output }
