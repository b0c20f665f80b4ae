variable "template" {
  type = object({
    image_id             = string
    iam_instance_profile = list(object({ name = string, arn = string }))
  })
}

variable "block" {
  type = object({ name = string, arn = string })
}

variable "blocks" {
  type = set(object({ name = string, arn = string }))
}

variable "object" {
  type = object({ name = string, arn = string })
}

resource "aws_instance" "by_template" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = var.template.iam_instance_profile[0].name
}

resource "aws_instance" "by_block" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = var.block.name
}

resource "aws_instance" "by_blocks" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = one(var.blocks).name
}

resource "aws_instance" "by_object" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = var.object.name
}

resource "aws_instance" "by_arn" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = var.block.arn
}
