profile = null
