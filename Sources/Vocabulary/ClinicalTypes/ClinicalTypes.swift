// The nouns that pass between the stages: identifiers, times, names, codes, findings, spaces.
