locals { p = "" }
