// The points in which the standard and its best known implementation differ.

/// Which reading of Schematron is followed where readings differ.
///
/// The published XSLT implementation (the "skeleton") is what most packs were written and tried with; what it does differently from the letter of
/// ISO/IEC 19757-3 is part of the meaning of those packs.
public struct SchematronDialect: Sendable, Hashable {
    /// Whether a rule may extend an abstract rule of another pattern.
    public var extendsAcrossPatterns: Bool
    /// Whether contexts may match attributes, texts, comments and processing instructions; elements and the document always can.
    public var visitsEveryNode: Bool
    /// Whether an identifier or a global variable that is there twice is an error.
    public var refusesDuplicates: Bool
    /// Whether text of white space alone is part of a message; in a style sheet it is not.
    public var keepsBlankText: Bool

    /// ISO/IEC 19757-3:2016.
    public static let iso = SchematronDialect(extendsAcrossPatterns: false, visitsEveryNode: true, refusesDuplicates: true, keepsBlankText: true)
    /// The XSLT 2.0 skeleton.
    public static let skeleton = SchematronDialect(extendsAcrossPatterns: true, visitsEveryNode: false, refusesDuplicates: false, keepsBlankText: false)
}
