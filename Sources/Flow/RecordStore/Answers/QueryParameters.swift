// The parameters of one stored query, asked for by name.

import XDSMessages

/// The parameters of one stored query.
struct QueryParameters {
    private let parameters: [QueryParameter]
    /// What is wrong without making the query useless: parameters that the query does not know.
    let warnings: [RegistryError]

    private static let known: [StoredQueryID: Set<String>] = [
        .findDocuments: FindDocumentsFilter.parameterNames,
        .getDocuments: ["$XDSDocumentEntryEntryUUID", "$XDSDocumentEntryUniqueId", "$homeCommunityId"],
    ]

    init(_ request: StoredQueryRequest) throws(RegistryError) {
        guard let known = Self.known[request.query] else { throw RegistryError(.unknownStoredQuery, "FindDocuments and GetDocuments are offered here") }
        parameters = request.parameters
        warnings = request.parameters.filter { !known.contains($0.name) }.map {
            RegistryError(.registryError, "\($0.name) is no parameter of this query and was left out", severity: .warning)
        }
    }

    /// The texts of a parameter, nil where it is not given.
    func texts(_ name: String) -> [String]? {
        let given = parameters.filter { $0.name == name }
        return given.isEmpty ? nil : given.flatMap { $0.values.map(\.text) }
    }

    /// The one value of a parameter that may have one only.
    func single(_ name: String) throws(RegistryError) -> String? {
        guard let texts = texts(name) else { return nil }
        guard texts.count == 1 else { throw RegistryError(.storedQueryParamNumber, "\(name) takes one value") }
        return texts[0]
    }

    /// The time of a parameter, as 14 digits.
    func time(_ name: String) throws(RegistryError) -> String? {
        guard let text = try single(name) else { return nil }
        guard RegistryTime.isValid(text) else { throw RegistryError(.registryError, "\(name) is no time") }
        return RegistryTime.firstSecond(of: text)
    }

    /// The codes of a parameter: all of the outer list must be met, each by any of its inner list.
    func codes(_ name: String) throws(RegistryError) -> [[Code]] {
        var groups: [[Code]] = []
        for parameter in parameters where parameter.name == name {
            var group: [Code] = []
            for value in parameter.values {
                guard let code = value.code else { throw RegistryError(.registryError, "\(name) takes codes of the form code^^scheme") }
                group.append(code)
            }
            groups.append(group)
        }
        return groups
    }

    /// A parameter that must be given.
    func required<Value>(_ name: String, _ value: Value?) throws(RegistryError) -> Value {
        guard let value else { throw RegistryError(.storedQueryMissingParam, "\(name) is required") }
        return value
    }
}
