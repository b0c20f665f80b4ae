# Nobody knows which files there are, and what is in them.
module "all" {
  source  = "./all"
  runners = { for file in fileset(path.module, "runners/*.yaml") : file => yamldecode(file("${path.module}/${file}")) }
}
