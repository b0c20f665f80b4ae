p = "z"
