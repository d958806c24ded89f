// A search for documents (ITI-67) as a stored query (ITI-18), and what the registry cannot filter.

public import XDSMessages

/// A search for documents over FHIR, as the registry is asked it.
public struct DocumentSearch: Sendable {
    /// The query.
    public private(set) var query: StoredQueryRequest
    /// The most resources on a page; nil for all.
    public private(set) var count: Int?
    /// The first resource of the page, from 0.
    public private(set) var offset = 0
    /// Parameters that are not known here, by their names.
    public private(set) var unknown: [String] = []
    private var filters: [@Sendable (DocumentEntry) -> Bool] = []

    /// The parameters that are offered, with their types, for the CapabilityStatement.
    public static let offered: [(name: String, type: String)] = [
        ("patient", "reference"), ("patient.identifier", "token"), ("status", "token"), ("identifier", "token"), ("category", "token"), ("type", "token"),
        ("setting", "token"), ("facility", "token"), ("format", "token"), ("security-label", "token"), ("event", "token"), ("period", "date"),
        ("period-start", "date"), ("period-end", "date"), ("creation", "date"), ("date", "date"), ("author.family", "string"), ("author.given", "string"),
        ("related", "reference"), ("isArchived", "token"), ("_id", "token"),
    ]

    /// Reads the parameters of a search; patient and status are demanded (ITI TF-2 3.67.4.1.2).
    public init(_ parameters: [SearchParameter]) throws(SearchFault) {
        query = StoredQueryRequest(query: .findDocuments, parameters: [])
        var statuses: [AvailabilityStatus] = []
        var archived: Bool?
        var patient: String?
        for parameter in parameters {
            guard parameter.modifier == nil || parameter.name == "patient" && parameter.modifier == "identifier" else {
                throw SearchFault(kind: .unknown, parameter: parameter.name)
            }
            switch parameter.name {
            case "patient", "patient.identifier", "subject.identifier": patient = try Self.patient(parameter)
            case "status": statuses += try Self.statuses(parameter)
            case "isArchived": archived = parameter.values.first == "true"
            default: try take(parameter)
            }
        }
        guard let patient else { throw SearchFault(kind: .missing, parameter: "patient.identifier") }
        guard !statuses.isEmpty else { throw SearchFault(kind: .missing, parameter: "status") }
        // What is put away is current still; the parameter of its own tells the two apart.
        if statuses.contains(.approved), archived != false { statuses.append(.archived) }
        if archived == true { statuses.removeAll { $0 != .archived } }
        query.parameters.insert(QueryParameter("$XDSDocumentEntryStatus", anyOf: statuses.map { .string($0.rawValue) }), at: 0)
        query.parameters.insert(QueryParameter("$XDSDocumentEntryPatientId", .string(patient)), at: 0)
    }

    /// Whether an entry is meant, as far as the registry was not asked.
    public func admits(_ entry: DocumentEntry) -> Bool { filters.allSatisfy { $0(entry) } }

    static func patient(_ parameter: SearchParameter) throws(SearchFault) -> String {
        let tokens = parameter.values.map(SearchToken.init)
        guard tokens.count == 1, let system = tokens[0].system, !tokens[0].code.isEmpty else { throw SearchFault(kind: .malformed, parameter: parameter.name) }
        return patientIdentifier(tokens[0].code, root: system, type: system.hasPrefix("1.2.250.1.213.1.4.") ? "NH" : "PI")
    }

    private static func statuses(_ parameter: SearchParameter) throws(SearchFault) -> [AvailabilityStatus] {
        var statuses: [AvailabilityStatus] = []
        for value in parameter.values {
            switch SearchToken(value).code {
            case "current": statuses.append(.approved)
            case "superseded": statuses.append(.deprecated)
            case "entered-in-error": statuses.append(.deleted)
            default: throw SearchFault(kind: .malformed, parameter: parameter.name)
            }
        }
        return statuses
    }

    private mutating func take(_ parameter: SearchParameter) throws(SearchFault) {
        switch parameter.name {
        case "category": try ask("$XDSDocumentEntryClassCode", parameter)
        case "type": try ask("$XDSDocumentEntryTypeCode", parameter)
        case "setting": try ask("$XDSDocumentEntryPracticeSettingCode", parameter)
        case "facility": try ask("$XDSDocumentEntryHealthcareFacilityTypeCode", parameter)
        case "format": try ask("$XDSDocumentEntryFormatCode", parameter)
        case "security-label": try ask("$XDSDocumentEntryConfidentialityCode", parameter)
        case "event": try ask("$XDSDocumentEntryEventCodeList", parameter)
        case "creation", "date": try ask("CreationTime", parameter) { $0.creationTime }
        case "period":
            try ask("ServiceStartTime", parameter, asksRegistry: false) { $0.serviceStartTime }
            try ask("ServiceStopTime", parameter, asksRegistry: false) { $0.serviceStopTime ?? $0.serviceStartTime }
        case "period-start": try ask("ServiceStartTime", parameter) { $0.serviceStartTime }
        case "period-end": try ask("ServiceStopTime", parameter) { $0.serviceStopTime }
        case "author.family": name(parameter, component: 1)
        case "author.given": name(parameter, component: 2)
        case "related", "related:identifier", "related.identifier": relate(parameter)
        case "identifier": identify(parameter)
        case "_id":
            let ids = Set(parameter.values)
            filters.append { ids.contains($0.resourceID) }
        case "_count":
            guard let number = parameter.values.first.flatMap({ Int($0) }), (0...1000).contains(number) else {
                throw SearchFault(kind: .malformed, parameter: "_count")
            }
            count = number
        case "_offset":
            guard let number = parameter.values.first.flatMap({ Int($0) }), number >= 0 else { throw SearchFault(kind: .malformed, parameter: "_offset") }
            offset = number
        case "_format", "_pretty": break
        default: unknown.append(parameter.name)
        }
    }

    /// Codes within their systems; several parameters of one name must all hold.
    private mutating func ask(_ name: String, _ parameter: SearchParameter) throws(SearchFault) {
        let tokens = parameter.values.map(SearchToken.init)
        guard !tokens.isEmpty, tokens.allSatisfy({ $0.system != nil && !$0.code.isEmpty }) else {
            throw SearchFault(kind: .systemMissing, parameter: parameter.name)
        }
        query.parameters.append(QueryParameter(name, anyOf: tokens.map { .string("\($0.code)^^\($0.system ?? "")") }))
    }

    /// Moments: the registry is asked for what is not too early, the rest is held against the moment here, to the second.
    private mutating func ask(
        _ name: String, _ parameter: SearchParameter, asksRegistry: Bool = true, _ time: @escaping @Sendable (DocumentEntry) -> String?
    ) throws(SearchFault) {
        guard parameter.values.count == 1, let moment = SearchMoment(parameter.values[0]) else {
            throw SearchFault(kind: .malformed, parameter: parameter.name)
        }
        if asksRegistry, moment.comparison != .to, moment.comparison != .before {
            query.parameters.append(QueryParameter("$XDSDocumentEntry\(name)From", .number(moment.from)))
        }
        filters.append { entry in time(entry).map { moment.admits($0) } ?? false }
    }

    /// The beginning of a name of an author (XCN), whatever its letter case.
    private mutating func name(_ parameter: SearchParameter, component: Int) {
        let wanted = parameter.values.map { $0.lowercased() }
        filters.append { entry in
            entry.authors.contains { author in
                let parts = author.person?.split(separator: "^", omittingEmptySubsequences: false) ?? []
                return parts.count > component && wanted.contains { parts[component].lowercased().hasPrefix($0) }
            }
        }
    }

    /// Identifiers of orders, accessions and studies (CXi): the value, and the authority where one is asked for.
    private mutating func relate(_ parameter: SearchParameter) {
        let wanted = parameter.values.map(SearchToken.init)
        filters.append { entry in
            entry.referenceIdList.contains { identifier in
                let parts = identifier.split(separator: "^", omittingEmptySubsequences: false)
                return wanted.contains { $0.code == parts[0] && ($0.system.map { identifier.contains("&\($0)&") } ?? true) }
            }
        }
    }

    private mutating func identify(_ parameter: SearchParameter) {
        let wanted = Set(parameter.values.map { SearchToken($0).code })
        filters.append { entry in wanted.contains("urn:oid:" + entry.uniqueId) || wanted.contains(entry.uniqueId) || wanted.contains(entry.entryUUID) }
    }
}
