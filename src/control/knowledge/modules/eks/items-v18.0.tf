# eks 18.0 to 18.4: an item of the maps cannot be switched off.

locals {
  items_have_create = false
}
