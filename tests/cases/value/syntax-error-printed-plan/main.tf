Terraform will perform the following actions:

  # aws_instance.given will be created
  + resource "aws_instance" "given" {
      + ami                  = "ami-12345678"
      + arn                  = (known after apply)
      + iam_instance_profile = "web"

      + root_block_device {
          + delete_on_termination = true
          + volume_size           = (known after apply)
        }
    }

  # aws_instance.open will be created
  + resource "aws_instance" "open" {
      + ami                  = "ami-12345678"
      + iam_instance_profile = (known after apply)
    }

Plan: 2 to add, 0 to change, 0 to destroy.
