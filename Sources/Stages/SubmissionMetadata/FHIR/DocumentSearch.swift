// A search for documents (ITI-67) as a stored query (ITI-18), and what the registry cannot filter.

public import XDSMessages

/// A search for documents over FHIR, as the registry is asked it.
public struct DocumentSearch: Sendable {
    /// The query.
    public private(set) var query = StoredQueryRequest(query: .findDocuments, parameters: [])
    /// The page that is asked for.
    public private(set) var page = SearchPage()
    /// Parameters that are not known here, by their names.
    public private(set) var unknown: [String] = []
    private var filters: [@Sendable (DocumentEntry) -> Bool] = []

    /// The parameters that are offered, with their types, for the CapabilityStatement.
    public static var offered: [(name: String, type: String)] { DocumentParameter.allCases.map { ($0.rawValue, $0.kind) } }

    /// Reads the parameters of a search; patient and status are demanded (ITI TF-2 3.67.4.1.2).
    public init(_ parameters: [SearchParameter]) throws(SearchFault) {
        var demand = SearchDemand()
        var archived: Bool?
        for parameter in parameters {
            let known = DocumentParameter(rawValue: parameter.name)
            guard parameter.isPlain(orIdentifier: known?.takesIdentifier == true) else { throw SearchFault(kind: .unknown, parameter: parameter.name) }
            guard try !page.take(parameter) else { continue }
            guard let known else {
                unknown.append(parameter.name)
                continue
            }
            switch known {
            case .patient, .patientIdentifier:
                try demand.takePatient(parameter)
            case .status: try demand.takeStatuses(try Self.statuses(parameter), parameter)
            case .isArchived:
                guard archived == nil, parameter.values == ["true"] || parameter.values == ["false"] else { throw parameter.malformed }
                archived = parameter.values == ["true"]
            default: try take(known, parameter)
            }
        }
        let patient = try demand.patientOfAll()
        var statuses = demand.statuses
        // What is put away is current still; the parameter of its own tells the two apart.
        if statuses.contains(.approved), archived != false { statuses.append(.archived) }
        if archived == true { statuses.removeAll { $0 != .archived } }
        guard !statuses.isEmpty else { throw SearchFault(kind: .malformed, parameter: DocumentParameter.isArchived.rawValue) }
        query.demand(patient: patient, statuses: statuses, "$XDSDocumentEntry")
    }

    /// Whether an entry is meant, as far as the registry was not asked.
    public func admits(_ entry: DocumentEntry) -> Bool { filters.allSatisfy { $0(entry) } }

    /// Whether entries are filtered here.
    public var isFiltered: Bool { !filters.isEmpty }

    private static func statuses(_ parameter: SearchParameter) throws(SearchFault) -> [AvailabilityStatus] {
        let statuses: [String: AvailabilityStatus] = ["current": .approved, "superseded": .deprecated, "entered-in-error": .deleted]
        var found: [AvailabilityStatus] = []
        for token in try parameter.tokens() {
            guard let status = statuses[token.code] else { throw parameter.malformed }
            if !found.contains(status) { found.append(status) }
        }
        return found
    }

    private mutating func take(_ known: DocumentParameter, _ parameter: SearchParameter) throws(SearchFault) {
        switch known {
        case .patient, .patientIdentifier, .status, .isArchived: break
        case .category: try ask("ClassCode", parameter)
        case .type: try ask("TypeCode", parameter)
        case .setting: try ask("PracticeSettingCode", parameter)
        case .facility: try ask("HealthcareFacilityTypeCode", parameter)
        case .format: try ask("FormatCode", parameter)
        case .securityLabel: try ask("ConfidentialityCode", parameter)
        case .event: try ask("EventCodeList", parameter)
        case .creation, .date: try ask("CreationTime", parameter) { $0.creationTime }
        case .period:
            try ask(nil, parameter) { $0.serviceStartTime }
            try ask(nil, parameter) { $0.serviceStopTime ?? $0.serviceStartTime }
        case .periodStart: try ask("ServiceStartTime", parameter) { $0.serviceStartTime }
        case .periodEnd: try ask("ServiceStopTime", parameter) { $0.serviceStopTime }
        case .authorFamily, .authorGiven:
            let (wanted, component) = (try parameter.texts(), known == .authorFamily ? 2 : 3)
            filters.append { entry in entry.authors.contains { $0.isNamed(wanted, component: component) } }
        case .related: relate(try parameter.tokens())
        case .identifier:
            let wanted = Set(try parameter.tokens().map(\.code))
            filters.append { entry in wanted.contains("urn:oid:" + entry.uniqueId) || wanted.contains(entry.uniqueId) || wanted.contains(entry.entryUUID) }
        case .id:
            let ids = try parameter.ids()
            filters.append { ids.contains($0.resourceID) }
        }
    }

    /// Codes within their systems; several parameters of one name must all hold.
    private mutating func ask(_ name: String, _ parameter: SearchParameter) throws(SearchFault) {
        query.parameters.append(QueryParameter("$XDSDocumentEntry" + name, anyOf: try parameter.codes()))
    }

    /// Moments: the registry is asked for what is not too early, the rest is held against the moment here, to the second.
    private mutating func ask(
        _ name: String?, _ parameter: SearchParameter, _ time: @escaping @Sendable (DocumentEntry) -> String?
    ) throws(SearchFault) {
        let moment = try parameter.moment()
        if let name, moment.comparison != .to, moment.comparison != .before {
            query.parameters.append(QueryParameter("$XDSDocumentEntry\(name)From", .number(moment.from)))
        }
        filters.append { entry in time(entry).map { moment.admits($0) } ?? false }
    }

    /// Identifiers of orders, accessions and studies (CXi): the value, and the authority where one is asked for.
    private mutating func relate(_ wanted: [SearchToken]) {
        filters.append { entry in
            entry.referenceIdList.contains { identifier in
                let field = HL7Field(identifier)
                return wanted.contains { $0.code == field[1] && ($0.system == nil || $0.system == field.authority(4)) }
            }
        }
    }
}

extension Author {
    /// Whether a component of the person (XCN) begins with one of the texts, whatever its letter case (FHIR R4, 3.1.1.4.8).
    func isNamed(_ wanted: [String], component: Int) -> Bool {
        guard let name = person.flatMap({ HL7Field($0)[component] })?.lowercased() else { return false }
        return wanted.contains { name.hasPrefix($0.lowercased()) }
    }
}
