// Names the type, the class and the space of a document.
