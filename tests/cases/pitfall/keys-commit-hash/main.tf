resource "aws_instance" "i" {
  user_data = "GIT_COMMIT=da39a3ee5e6b4b0d3255bfef95601890afd80709"
}
