// Writes the answer that the sender is owed.
