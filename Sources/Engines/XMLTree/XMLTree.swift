// Bytes to a frozen tree in which every node knows its place in the source.
