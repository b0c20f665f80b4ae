module "app" {
  source  = "git::https://example.com/vpc.git"

  name = "app"
}
