variable "names" {
  type = list(string)
}

variable "n" {
  type = number
}

resource "aws_iam_instance_profile" "p" {
  count = var.n
  role  = "app"
}

# A list is never equal to a tuple.
resource "aws_instance" "list" {
  iam_instance_profile = var.names == [] ? null : "app"
}

resource "aws_instance" "compacted" {
  iam_instance_profile = compact(var.names) == [] ? null : "app"
}

resource "aws_instance" "text" {
  iam_instance_profile = var.names == "" ? null : "app"
}

# The instances of a resource are one.
resource "aws_instance" "tuple" {
  iam_instance_profile = aws_iam_instance_profile.p[*].name == [] ? null : "app"
}

resource "aws_instance" "for" {
  iam_instance_profile = [for name in var.names : name] == [] ? null : "app"
}
