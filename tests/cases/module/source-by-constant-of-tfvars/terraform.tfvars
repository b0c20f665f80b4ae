flavour = "bad"
