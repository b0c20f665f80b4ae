profile = "app"
