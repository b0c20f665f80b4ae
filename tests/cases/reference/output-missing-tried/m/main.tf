output "name" {
  value = "web"
}
