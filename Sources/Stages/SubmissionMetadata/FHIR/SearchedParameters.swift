// The parameters of searches over FHIR: one table for what is offered and for what is asked.

import XDSMessages

/// A parameter of a search for documents (ITI TF-2 3.67.4.1.2, PDSm 3.1).
enum DocumentParameter: String, CaseIterable {
    case patient
    case patientIdentifier = "patient.identifier"
    case status
    case identifier
    case category
    case type
    case setting
    case facility
    case format
    case securityLabel = "security-label"
    case event
    case period
    case periodStart = "period-start"
    case periodEnd = "period-end"
    case creation
    case date
    case authorFamily = "author.family"
    case authorGiven = "author.given"
    case related
    case isArchived
    case id = "_id"

    /// The type, as the CapabilityStatement tells it (FHIR R4, 3.1.1.4).
    var kind: String {
        switch self {
        case .patient, .related: "reference"
        case .period, .periodStart, .periodEnd, .creation, .date: "date"
        case .authorFamily, .authorGiven: "string"
        default: "token"
        }
    }

    /// Whether it asks for the identifier of what a reference leads to: no reference is followed here.
    var takesIdentifier: Bool { self == .patient || self == .related }
}

/// A parameter of a search for lists (ITI TF-2 3.66.4.1.2).
enum ListParameter: String, CaseIterable {
    case code
    case patient
    case patientIdentifier = "patient.identifier"
    case status
    case identifier
    case date
    case designationType
    case sourceID = "sourceId"
    case sourceFamily = "source.family"
    case sourceGiven = "source.given"
    case id = "_id"

    /// The type, as the CapabilityStatement tells it.
    var kind: String {
        switch self {
        case .patient: "reference"
        case .date: "date"
        case .sourceFamily, .sourceGiven: "string"
        default: "token"
        }
    }

    /// Whether it asks for the identifier of what a reference leads to.
    var takesIdentifier: Bool { self == .patient }
}

extension SearchParameter {
    /// Whether it stands without a modifier, or with that of an identifier where the parameter takes it.
    func isPlain(orIdentifier takesIdentifier: Bool) -> Bool { modifier == nil || takesIdentifier && modifier == "identifier" }

    /// The fault of a value that has not the form of the parameter.
    var malformed: SearchFault { SearchFault(kind: .malformed, parameter: name) }

    /// The tokens, each with a code; a token without one is malformed.
    func tokens() throws(SearchFault) -> [SearchToken] {
        let tokens = values.map(SearchToken.init)
        guard !tokens.isEmpty, tokens.allSatisfy({ !$0.code.isEmpty }) else { throw malformed }
        return tokens
    }

    /// The texts, one at least.
    func texts() throws(SearchFault) -> [String] {
        guard !values.isEmpty else { throw malformed }
        return values
    }

    /// The codes within their systems, as a stored query has them.
    func codes() throws(SearchFault) -> [QueryValue] {
        let tokens = values.map(SearchToken.init)
        guard !tokens.isEmpty, tokens.allSatisfy({ $0.system != nil && !$0.code.isEmpty }) else { throw SearchFault(kind: .systemMissing, parameter: name) }
        return tokens.map { .string("\($0.code)^^\($0.system ?? "")") }
    }

    /// The one moment; several alternatives are malformed.
    func moment() throws(SearchFault) -> SearchMoment {
        guard values.count == 1, let moment = SearchMoment(values[0]) else { throw malformed }
        return moment
    }

    /// The one patient, as CX.
    func patient() throws(SearchFault) -> String {
        let tokens = try tokens()
        guard tokens.count == 1, let system = tokens[0].system else { throw malformed }
        return patientIdentifier(tokens[0].code, root: system, type: system.hasPrefix("1.2.250.1.213.1.4.") ? "NH" : "PI")
    }

    /// Ids of resources.
    func ids() throws(SearchFault) -> Set<String> {
        guard !values.isEmpty, values.allSatisfy({ $0.wholeMatch(of: #/[A-Za-z0-9\-.]{1,64}/#) != nil }) else { throw malformed }
        return Set(values.map { $0.lowercased() })
    }
}

/// What a search asks of its pages.
public struct SearchPage: Sendable, Hashable {
    /// The most resources on a page.
    public private(set) var count = 100
    /// The entryUUID that the page comes after; nil for the first page.
    public private(set) var after: String?
    /// The most resources that may be asked for on a page.
    public static let greatestCount = 1000
    /// The parameter of links to pages that names what they come after.
    public static let afterName = "_after"

    /// Takes a parameter that is about pages or the form of the answer; no for any other.
    mutating func take(_ parameter: SearchParameter) throws(SearchFault) -> Bool {
        switch parameter.name {
        case "_count":
            guard parameter.values.count == 1, let number = Int(parameter.values[0]), (0...Self.greatestCount).contains(number) else {
                throw parameter.malformed
            }
            count = number
        case Self.afterName:
            guard parameter.values.count == 1, parameter.values[0].wholeMatch(of: #/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/#) != nil else {
                throw parameter.malformed
            }
            after = "urn:uuid:" + parameter.values[0]
        case "_format", "_pretty": break
        default: return false
        }
        return true
    }
}
