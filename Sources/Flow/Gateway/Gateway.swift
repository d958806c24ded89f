// The way of a document, in order.
