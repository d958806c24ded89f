// ISO Schematron, compiled once, run over a tree in one pass.
