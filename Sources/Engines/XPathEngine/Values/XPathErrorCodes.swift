// The codes of the standard, each with its meaning.

extension XPathError.Code {
    /// A part of the static context that the expression needs is missing.
    public static let xpst0001 = Self(rawValue: "XPST0001")

    /// A part of the dynamic context that the expression needs is missing.
    public static let xpdy0002 = Self(rawValue: "XPDY0002")

    /// The expression breaks the grammar.
    public static let xpst0003 = Self(rawValue: "XPST0003")

    /// A value has a type that is not allowed here.
    public static let xpty0004 = Self(rawValue: "XPTY0004")

    /// The static type of an expression is empty where that cannot be meant.
    public static let xpst0005 = Self(rawValue: "XPST0005")

    /// The static type is not allowed here.
    public static let xpty0006 = Self(rawValue: "XPTY0006")

    /// The type is not allowed here.
    public static let xpty0007 = Self(rawValue: "XPTY0007")

    /// A name of an element, attribute, type or variable is not known.
    public static let xpst0008 = Self(rawValue: "XPST0008")

    /// The axis is not supported.
    public static let xpst0010 = Self(rawValue: "XPST0010")

    /// No function has that name and number of arguments.
    public static let xpst0017 = Self(rawValue: "XPST0017")

    /// The last step of a path gives both nodes and atomic values.
    public static let xpty0018 = Self(rawValue: "XPTY0018")

    /// A step that is not the last gives atomic values.
    public static let xpty0019 = Self(rawValue: "XPTY0019")

    /// The context item of a step is not a node.
    public static let xpty0020 = Self(rawValue: "XPTY0020")

    /// The value is not of the type that `treat as` demands.
    public static let xpdy0050 = Self(rawValue: "XPDY0050")

    /// An atomic type has an unknown name.
    public static let xpst0051 = Self(rawValue: "XPST0051")

    /// The target of a cast must not be xs:NOTATION or xs:anyAtomicType.
    public static let xpst0080 = Self(rawValue: "XPST0080")

    /// A namespace prefix is not declared.
    public static let xpst0081 = Self(rawValue: "XPST0081")

    /// An implementation limit is exceeded.
    public static let xpdy0130 = Self(rawValue: "XPDY0130")

    /// An error that the expression raised without naming it.
    public static let foer0000 = Self(rawValue: "FOER0000")

    /// Division by zero.
    public static let foar0001 = Self(rawValue: "FOAR0001")

    /// A number overflows or underflows.
    public static let foar0002 = Self(rawValue: "FOAR0002")

    /// The value is too large for a decimal.
    public static let foca0001 = Self(rawValue: "FOCA0001")

    /// The lexical value is invalid, or a QName cannot be made of it.
    public static let foca0002 = Self(rawValue: "FOCA0002")

    /// The value is too large for an integer.
    public static let foca0003 = Self(rawValue: "FOCA0003")

    /// NaN where a duration is multiplied or divided.
    public static let foca0005 = Self(rawValue: "FOCA0005")

    /// Too many digits for a decimal.
    public static let foca0006 = Self(rawValue: "FOCA0006")

    /// A code point is no character of XML.
    public static let foch0001 = Self(rawValue: "FOCH0001")

    /// The collation is not supported.
    public static let foch0002 = Self(rawValue: "FOCH0002")

    /// The normalization form is not supported.
    public static let foch0003 = Self(rawValue: "FOCH0003")

    /// The collation knows no units of comparison.
    public static let foch0004 = Self(rawValue: "FOCH0004")

    /// The node is in no document.
    public static let fodc0001 = Self(rawValue: "FODC0001")

    /// A resource cannot be retrieved.
    public static let fodc0002 = Self(rawValue: "FODC0002")

    /// The function is not stable.
    public static let fodc0003 = Self(rawValue: "FODC0003")

    /// The argument of fn:collection is invalid.
    public static let fodc0004 = Self(rawValue: "FODC0004")

    /// The argument of fn:doc or fn:doc-available is invalid.
    public static let fodc0005 = Self(rawValue: "FODC0005")

    /// A date or time overflows.
    public static let fodt0001 = Self(rawValue: "FODT0001")

    /// A duration overflows.
    public static let fodt0002 = Self(rawValue: "FODT0002")

    /// The timezone is outside -14:00 to +14:00.
    public static let fodt0003 = Self(rawValue: "FODT0003")

    /// No namespace is declared for a prefix.
    public static let fons0004 = Self(rawValue: "FONS0004")

    /// The base URI is not defined.
    public static let fons0005 = Self(rawValue: "FONS0005")

    /// The value cannot be cast to that type.
    public static let forg0001 = Self(rawValue: "FORG0001")

    /// The argument of fn:resolve-uri is invalid.
    public static let forg0002 = Self(rawValue: "FORG0002")

    /// fn:zero-or-one was given more than one item.
    public static let forg0003 = Self(rawValue: "FORG0003")

    /// fn:one-or-more was given no item.
    public static let forg0004 = Self(rawValue: "FORG0004")

    /// fn:exactly-one was given none or several.
    public static let forg0005 = Self(rawValue: "FORG0005")

    /// The type of an argument is invalid.
    public static let forg0006 = Self(rawValue: "FORG0006")

    /// The two arguments of fn:dateTime have different timezones.
    public static let forg0008 = Self(rawValue: "FORG0008")

    /// A relative URI cannot be resolved.
    public static let forg0009 = Self(rawValue: "FORG0009")

    /// The flags of a regular expression are invalid.
    public static let forx0001 = Self(rawValue: "FORX0001")

    /// The regular expression is invalid.
    public static let forx0002 = Self(rawValue: "FORX0002")

    /// The regular expression matches the empty string.
    public static let forx0003 = Self(rawValue: "FORX0003")

    /// The replacement string is invalid.
    public static let forx0004 = Self(rawValue: "FORX0004")

    /// The node has no typed value.
    public static let foty0012 = Self(rawValue: "FOTY0012")
}
