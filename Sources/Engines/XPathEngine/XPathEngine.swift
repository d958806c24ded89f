// XPath 2.0, compiled once, evaluated over frozen trees.
