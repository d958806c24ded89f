// Writes the registry entry of a document.
