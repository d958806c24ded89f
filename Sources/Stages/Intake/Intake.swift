// Takes the document out of its envelope.
