// JSON as it stands in the text, every value with the byte at which it begins.

/// A value of JSON.
indirect enum JSONNode {
    case object([JSONMember])
    case array([JSONItem])
    case string(String)
    /// A number, as its digits.
    case number(String)
    case boolean(Bool)
    case null
}

/// A value at its place.
struct JSONItem {
    let node: JSONNode
    let offset: Int
}

/// A member of an object.
struct JSONMember {
    let name: String
    let value: JSONItem
}

/// Why a text is no JSON: the fault and the byte.
struct JSONFault: Error {
    let code: FHIRFault.Code
    let offset: Int
    var expected: String?
}
