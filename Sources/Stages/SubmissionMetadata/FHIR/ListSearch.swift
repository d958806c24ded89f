// A search for submission sets or folders (ITI-66) as a stored query (ITI-18).

public import XDSMessages

/// A search for lists over FHIR, as the registry is asked it.
public struct ListSearch: Sendable {
    /// The query: FindSubmissionSets or FindFolders.
    public private(set) var query: StoredQueryRequest
    /// The most resources on a page; nil for all.
    public private(set) var count: Int?
    /// The first resource of the page, from 0.
    public private(set) var offset = 0
    /// Parameters that are not known here, by their names.
    public private(set) var unknown: [String] = []
    private var wanted: Set<String>?
    private var moments: [SearchMoment] = []

    /// The parameters that are offered, with their types, for the CapabilityStatement.
    public static let offered: [(name: String, type: String)] = [
        ("code", "token"), ("patient", "reference"), ("patient.identifier", "token"), ("status", "token"), ("identifier", "token"), ("date", "date"),
        ("designationType", "token"), ("sourceId", "token"),
    ]

    /// Reads the parameters of a search; code, patient and status are demanded (ITI TF-2 3.66.4.1.2).
    public init(_ parameters: [SearchParameter]) throws(SearchFault) {
        let code = parameters.first { $0.name == "code" }?.values.first.map { SearchToken($0).code }
        guard code == "submissionset" || code == "folder" else { throw SearchFault(kind: code == nil ? .missing : .malformed, parameter: "code") }
        let isFolder = code == "folder"
        let prefix = isFolder ? "$XDSFolder" : "$XDSSubmissionSet"
        query = StoredQueryRequest(query: isFolder ? .findFolders : .findSubmissionSets, parameters: [])
        var seen: Set<String> = []
        for parameter in parameters {
            guard parameter.modifier == nil || parameter.name == "patient" && parameter.modifier == "identifier" else {
                throw SearchFault(kind: .unknown, parameter: parameter.name)
            }
            seen.insert(parameter.name.hasPrefix("patient") ? "patient" : parameter.name)
            switch (parameter.name, isFolder) {
            case ("patient", _), ("patient.identifier", _):
                query.parameters.append(QueryParameter(prefix + "PatientId", .string(try DocumentSearch.patient(parameter))))
            case ("status", _):
                let statuses = parameter.values.map { SearchToken($0).code == "current" ? AvailabilityStatus.approved : .deprecated }
                query.parameters.append(QueryParameter(prefix + "Status", anyOf: statuses.map { .string($0.rawValue) }))
            case ("code", _), ("_format", _): break
            case ("identifier", _): wanted = Set(parameter.values.map { SearchToken($0).code })
            case ("date", _):
                guard let moment = parameter.values.first.flatMap({ SearchMoment($0) }) else { throw SearchFault(kind: .malformed, parameter: "date") }
                let name = isFolder ? "$XDSFolderLastUpdateTime" : "$XDSSubmissionSetSubmissionTime"
                if moment.comparison != .to, moment.comparison != .before {
                    query.parameters.append(QueryParameter(name + "From", .number(moment.from)))
                }
                moments.append(moment)
            case ("designationType", _):
                let tokens = parameter.values.map(SearchToken.init)
                guard tokens.allSatisfy({ $0.system != nil }) else { throw SearchFault(kind: .systemMissing, parameter: "designationType") }
                let name = isFolder ? "$XDSFolderCodeList" : "$XDSSubmissionSetContentType"
                query.parameters.append(QueryParameter(name, anyOf: tokens.map { .string("\($0.code)^^\($0.system ?? "")") }))
            case ("sourceId", false):
                let ids = parameter.values.map { SearchToken($0).code.replacing("urn:oid:", with: "") }
                query.parameters.append(QueryParameter("$XDSSubmissionSetSourceId", anyOf: ids.map { .string($0) }))
            case ("_count", _):
                guard let number = parameter.values.first.flatMap({ Int($0) }), (0...1000).contains(number) else {
                    throw SearchFault(kind: .malformed, parameter: "_count")
                }
                count = number
            case ("_offset", _):
                guard let number = parameter.values.first.flatMap({ Int($0) }), number >= 0 else { throw SearchFault(kind: .malformed, parameter: "_offset") }
                offset = number
            default: unknown.append(parameter.name)
            }
        }
        for name in ["patient", "status"] where !seen.contains(name) {
            throw SearchFault(kind: .missing, parameter: name == "patient" ? "patient.identifier" : name)
        }
    }

    /// Whether an object of these ids is meant, as far as the registry was not asked.
    public func admits(uniqueID: String, entryUUID: String, time: String?) -> Bool {
        guard moments.allSatisfy({ moment in time.map { moment.admits($0) } ?? false }) else { return false }
        guard let wanted else { return true }
        return wanted.contains("urn:oid:" + uniqueID) || wanted.contains(uniqueID) || wanted.contains(entryUUID)
    }
}
