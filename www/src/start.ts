/** What a first visit finds in the editor: the commonest mistake, with its one missing line. */
export const START = `# A web server whose role is ready, but not attached.

resource "aws_iam_role" "web" {
  name = "web"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "ssm" {
  role       = aws_iam_role.web.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_instance" "web" {
  ami           = "ami-0abcdef1234567890"
  instance_type = "t4g.small"

  iam_instance_profile = aws_iam_role.web.name
}
`;
