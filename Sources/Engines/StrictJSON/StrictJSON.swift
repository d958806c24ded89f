// JSON read as strictly as its standard allows, every value with its place, within limits.
