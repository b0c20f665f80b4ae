output "profile" {
  value = null
}

output "count" {
  value = "1"
}

output "none" {
  value = "none"
}
