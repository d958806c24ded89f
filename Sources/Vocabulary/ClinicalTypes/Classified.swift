// Where a document belongs.

/// Why a document landed in its space.
public enum SpaceRule: String, Sendable, Hashable, Codable {
    /// The type has a space of its own, against the default of its class.
    case typeOverride
    /// The default of the class decided.
    case classDefault
    /// The class is not shown to patients or professionals.
    case notDisplayed
}

/// The type, the class and the space of a document, and the rule that decided.
public struct Classified: Sendable, Hashable, Codable {
    /// The type (`ClinicalDocument/code`; JDV_J07).
    public var type: CodedValue
    /// The class (TRE_A03), deduced from the type by ASS_X04/ASS_X16.
    public var classCode: CodedValue
    /// The space, nil where the class is not displayed.
    public var space: Space?
    /// The rule that chose the space.
    public var rule: SpaceRule
    /// Where the class comes from, for instance `ASS_X16 (DMP, 20240927)`.
    public var source: String

    /// States a classification.
    public init(type: CodedValue, classCode: CodedValue, space: Space?, rule: SpaceRule, source: String) {
        self.type = type
        self.classCode = classCode
        self.space = space
        self.rule = rule
        self.source = source
    }
}

/// What classification says: a place, or why there is none.
public enum ClassificationVerdict: Sendable, Hashable {
    /// The document has a place.
    case classified(Classified)
    /// The document's type is in no table; the findings offer the nearest known codes.
    case refused([Finding])
}
