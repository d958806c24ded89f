// The files that rules are made of.

public import XMLTree

/// The files that rules are made of: a sealed folder, on disk or in memory.
public typealias RuleFiles = SealedFolder
