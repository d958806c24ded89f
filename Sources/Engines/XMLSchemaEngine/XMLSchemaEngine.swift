// XML Schema, compiled once and checked against a frozen tree (libxml2's validator).
