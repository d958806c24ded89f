// A search for submission sets or folders (ITI-66) as a stored query (ITI-18).

public import XDSMessages

/// A search for lists over FHIR, as the registry is asked it.
public struct ListSearch: Sendable {
    /// The query: FindSubmissionSets or FindFolders.
    public private(set) var query: StoredQueryRequest
    /// The page that is asked for.
    public private(set) var page = SearchPage()
    /// Parameters that are not known here, by their names.
    public private(set) var unknown: [String] = []
    private var filters: [@Sendable (Facts) -> Bool] = []
    private let prefix: String

    /// What both kinds of lists are filtered by.
    private struct Facts {
        let entryUUID: String
        let uniqueID: String
        let time: String?
        let authors: [Author]
    }

    /// The parameters that are offered, with their types, for the CapabilityStatement.
    public static var offered: [(name: String, type: String)] { ListParameter.allCases.map { ($0.rawValue, $0.kind) } }

    /// Reads the parameters of a search; code, patient and status are demanded (ITI TF-2 3.66.4.1.2).
    public init(_ parameters: [SearchParameter]) throws(SearchFault) {
        let codes = parameters.filter { $0.name == ListParameter.code.rawValue }
        guard let code = codes.first else { throw SearchFault(kind: .missing, parameter: ListParameter.code.rawValue) }
        guard codes.count == 1, code.values.count == 1, let kind = Kind(rawValue: SearchToken(code.values[0]).code) else { throw code.malformed }
        prefix = kind.prefix
        query = StoredQueryRequest(query: kind.query, parameters: [])
        var demand = SearchDemand()
        for parameter in parameters {
            let known = ListParameter(rawValue: parameter.name)
            guard parameter.isPlain(orIdentifier: known?.takesIdentifier == true) else { throw SearchFault(kind: .unknown, parameter: parameter.name) }
            guard try !page.take(parameter) else { continue }
            // A folder has neither source nor author.
            guard let known, kind == .submissionSet || !known.isOfSubmissionSets else {
                unknown.append(parameter.name)
                continue
            }
            switch known {
            case .patient, .patientIdentifier:
                try demand.takePatient(parameter)
            case .status: try demand.takeStatuses(try Self.statuses(parameter), parameter)
            default: try take(known, parameter, of: kind)
            }
        }
        query.demand(patient: try demand.patientOfAll(), statuses: demand.statuses, prefix)
    }

    private enum Kind: String {
        case submissionSet = "submissionset"
        case folder

        var prefix: String { self == .folder ? "$XDSFolder" : "$XDSSubmissionSet" }
        var query: StoredQueryID { self == .folder ? .findFolders : .findSubmissionSets }
        var codes: String { self == .folder ? "CodeList" : "ContentType" }
        var time: String { self == .folder ? "LastUpdateTime" : "SubmissionTime" }
    }

    private static func statuses(_ parameter: SearchParameter) throws(SearchFault) -> [AvailabilityStatus] {
        let statuses: [String: AvailabilityStatus] = ["current": .approved, "retired": .deprecated, "entered-in-error": .deleted]
        var found: [AvailabilityStatus] = []
        for token in try parameter.tokens() {
            guard let status = statuses[token.code] else { throw parameter.malformed }
            if !found.contains(status) { found.append(status) }
        }
        return found
    }

    private mutating func take(_ known: ListParameter, _ parameter: SearchParameter, of kind: Kind) throws(SearchFault) {
        switch known {
        case .code, .patient, .patientIdentifier, .status: break
        case .identifier:
            let wanted = Set(try parameter.tokens().map(\.code))
            filters.append { wanted.contains("urn:oid:" + $0.uniqueID) || wanted.contains($0.uniqueID) || wanted.contains($0.entryUUID) }
        case .date:
            let moment = try parameter.moment()
            if moment.comparison != .to, moment.comparison != .before {
                query.parameters.append(QueryParameter(prefix + kind.time + "From", .number(moment.from)))
            }
            filters.append { facts in facts.time.map { moment.admits($0) } ?? false }
        case .designationType: query.parameters.append(QueryParameter(prefix + kind.codes, anyOf: try parameter.codes()))
        case .sourceID:
            let ids = try parameter.tokens().map { $0.code.replacing("urn:oid:", with: "") }
            query.parameters.append(QueryParameter(prefix + "SourceId", anyOf: ids.map { .string($0) }))
        case .sourceFamily, .sourceGiven:
            let (wanted, component) = (try parameter.texts(), known == .sourceFamily ? 2 : 3)
            filters.append { facts in facts.authors.contains { $0.isNamed(wanted, component: component) } }
        case .id:
            let ids = try parameter.ids()
            filters.append { ids.contains(FHIRNames.id(of: $0.entryUUID)) }
        }
    }

    /// Whether a submission set is meant, as far as the registry was not asked.
    public func admits(_ set: SubmissionSet) -> Bool {
        admits(uniqueID: set.uniqueId, entryUUID: set.entryUUID, time: set.submissionTime, authors: set.authors)
    }

    /// Whether a folder is meant, as far as the registry was not asked.
    public func admits(_ folder: Folder) -> Bool { admits(uniqueID: folder.uniqueId, entryUUID: folder.entryUUID, time: folder.lastUpdateTime) }

    func admits(uniqueID: String, entryUUID: String, time: String?, authors: [Author] = []) -> Bool {
        let facts = Facts(entryUUID: entryUUID, uniqueID: uniqueID, time: time, authors: authors)
        return filters.allSatisfy { $0(facts) }
    }
}

extension ListParameter {
    /// Whether submission sets alone have it.
    fileprivate var isOfSubmissionSets: Bool { self == .sourceID || self == .sourceFamily || self == .sourceGiven }
}
