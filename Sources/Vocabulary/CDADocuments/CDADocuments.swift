// A CDA document, read: its header as typed values over the tree.
