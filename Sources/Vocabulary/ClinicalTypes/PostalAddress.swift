// A postal address, in parts.

/// A postal address (HL7 v3 data type AD): parts in the order in which they are written.
public struct PostalAddress: Sendable, Hashable, Codable {
    /// What a part is; the raw value is the element's name in CDA.
    public enum PartKind: String, Sendable, Hashable, Codable, CaseIterable {
        /// A whole line of the street address.
        case streetAddressLine
        /// The number in the street.
        case houseNumber
        /// The street.
        case streetName
        /// Its type (rue, avenue).
        case streetNameType
        /// What is added: building, staircase.
        case additionalLocator
        /// A post box.
        case postBox
        /// The precinct: a hamlet, a quarter.
        case precinct
        /// The postal code.
        case postalCode
        /// The city.
        case city
        /// The county; for a place of birth, the official geographic code (COG).
        case county
        /// The state.
        case state
        /// The country.
        case country
        /// A unit's number.
        case unitID
        /// A unit's type.
        case unitType
    }

    /// One part of an address.
    public struct Part: Sendable, Hashable, Codable {
        /// What it is.
        public var kind: PartKind
        /// The text, without the space around it.
        public var text: String

        /// States a part.
        public init(_ kind: PartKind, _ text: String) {
            self.kind = kind
            self.text = text
        }
    }

    /// The parts, in the order written.
    public var parts: [Part]
    /// What the address is used for, for instance `H`.
    public var use: String?
    /// Why there is no value.
    public var nullFlavor: String?
    /// The text of an address written without parts.
    public var freeText: String?

    /// States an address.
    public init(parts: [Part], use: String? = nil, nullFlavor: String? = nil, freeText: String? = nil) {
        self.parts = parts
        self.use = use
        self.nullFlavor = nullFlavor
        self.freeText = freeText
    }

    /// The first text of one kind.
    public subscript(kind: PartKind) -> String? { parts.first { $0.kind == kind && !$0.text.isEmpty }?.text }

    /// The lines of the street: written as lines, else number, type and name in one line.
    public var streetLines: [String] {
        let lines = parts.filter { $0.kind == .streetAddressLine && !$0.text.isEmpty }.map(\.text)
        guard lines.isEmpty else { return lines }
        let line = [self[.houseNumber], self[.streetNameType], self[.streetName]].compactMap { $0 }.joined(separator: " ")
        return line.isEmpty ? [] : [line]
    }
}

extension PostalAddress: CustomStringConvertible, CustomDebugStringConvertible {
    /// How many parts there are: the address itself is content.
    public var description: String { "address of \(parts.count) parts" }

    /// The same as `description`.
    public var debugDescription: String { description }
}
