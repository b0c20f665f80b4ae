from_tfvars = "given"
