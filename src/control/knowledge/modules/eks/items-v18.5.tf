# eks 18.5 to 18.10: an item of the maps can be switched off.

locals {
  items_have_create = true
}
