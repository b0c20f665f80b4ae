resource "random_pet" "this" {}

resource "aws_instance" "joined" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = join("-", ["app", random_pet.this.id])
}

resource "aws_instance" "compacted" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = join("-", compact(["app", random_pet.this.id, ""]))
}

resource "aws_instance" "alone" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = join("-", [random_pet.this.id])
}

resource "aws_instance" "lower" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = lower("App-${random_pet.this.id}")
}

resource "aws_instance" "cut" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = substr("app-${random_pet.this.id}", 0, 32)
}

resource "aws_instance" "cut_off" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = substr("app-${random_pet.this.id}", 40, 32)
}

resource "aws_instance" "date" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = formatdate("YYYYMMDD", timestamp())
}

resource "aws_instance" "no_date" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = formatdate("", timestamp())
}

resource "aws_instance" "day" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = substr(plantimestamp(), 0, 10)
}

resource "aws_instance" "dates" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = "${formatdate("YYYY", timestamp())}${formatdate("MM", timestamp())}"
}

resource "aws_instance" "joined_date" {
  ami                  = "ami-1"
  instance_type        = "t3.micro"
  iam_instance_profile = join("-", ["app", formatdate("YYYYMMDD", timestamp())])
}
