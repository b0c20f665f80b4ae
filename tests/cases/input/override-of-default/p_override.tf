variable "p" { default = null }
