p = "y"
