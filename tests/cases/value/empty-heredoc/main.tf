# A heredoc without a line is an empty string, and what follows is not its text.
resource "aws_instance" "empty" {
  iam_instance_profile = <<EOT
EOT
}

resource "aws_instance" "flush" {
  iam_instance_profile = join("", [<<-EOT
    EOT
  , "web"])
}

resource "aws_instance" "other" {
  iam_instance_profile = trimspace(<<EOT
web
EOT
  )
}
