output "profile" {
  value = "app"
}
