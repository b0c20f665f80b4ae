resource "random_pet" "n" {}
resource "aws_launch_template" "t" { name = random_pet.n.id }
resource "aws_autoscaling_group" "g" {
  launch_template {
    name = random_pet.n.id
  }
}
