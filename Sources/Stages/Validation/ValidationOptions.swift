// How strict the judge is, and what time it is.

public import FoundationEssentials
public import XMLTree

/// How the judge weighs, and what it measures by.
public struct ValidationOptions: Sendable {
    /// Whether a wrong check key of a production identifier is an error; else it is a warning, as under test identifiers always.
    public var strict: Bool
    /// Whether an extension on the document's id is an error; else a warning.
    ///
    /// The shared record (DMP) takes none.
    public var refusesIdentifierExtension: Bool
    /// Whether a patient without national health identity is an error; else a warning.
    ///
    /// The shared record (DMP) asks for one.
    public var requiresHealthIdentity: Bool
    /// How far in the future a time may lie, in seconds: clocks differ.
    public var clockTolerance: Int
    /// The most findings that the structure check gives for one document.
    public var structureLimit: Int
    /// The largest enclosed file that is decoded, in bytes.
    public var enclosedFileLimit: Int
    /// How many steps one expression of a rule may take before the rule is given up as undecided.
    public var ruleBudget: Int
    /// The limits of parsing.
    public var limits: ParseLimits
    /// The present moment.
    public var now: @Sendable () -> Date

    /// Sets options; each has a default that suits a gateway to the shared record.
    public init(
        strict: Bool = false, refusesIdentifierExtension: Bool = false, requiresHealthIdentity: Bool = true, clockTolerance: Int = 300,
        structureLimit: Int = 200, enclosedFileLimit: Int = 64 << 20, ruleBudget: Int = 20_000_000, limits: ParseLimits = .standard,
        now: @escaping @Sendable () -> Date
    ) {
        self.strict = strict
        self.refusesIdentifierExtension = refusesIdentifierExtension
        self.requiresHealthIdentity = requiresHealthIdentity
        self.clockTolerance = clockTolerance
        self.structureLimit = structureLimit
        self.enclosedFileLimit = enclosedFileLimit
        self.ruleBudget = ruleBudget
        self.limits = limits
        self.now = now
    }
}
