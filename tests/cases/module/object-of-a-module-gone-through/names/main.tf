output "web" {
  value = "web"
}

output "none" {
  value = ""
}
