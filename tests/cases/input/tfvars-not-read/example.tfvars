instances = {
  a = "app"
  b = ""
}
