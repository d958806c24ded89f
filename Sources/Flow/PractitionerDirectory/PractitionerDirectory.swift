// The public directory of professionals (RPPS), imported into a file of its own and asked by national identifier.
