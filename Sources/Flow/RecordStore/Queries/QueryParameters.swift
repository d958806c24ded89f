// The parameters of one stored query, held against its definition, and asked for by name.

import XDSMessages

/// Why a query is refused.
struct QueryRefused: Error {
    var errors: [RegistryError]

    init(_ errors: [RegistryError]) { self.errors = errors }

    init(_ code: RegistryErrorCode, _ context: String, at parameter: String? = nil) { self.init([RegistryError(code, context, location: parameter)]) }
}

/// The parameters of one stored query.
struct QueryParameters: Sendable {
    private let parameters: [QueryParameter]
    /// The id that objects are asked for by, where the query asks by id.
    let key: String?
    /// What is wrong without making the query useless: parameters that the query does not know.
    let warnings: [RegistryError]

    init(_ request: StoredQueryRequest) throws(QueryRefused) {
        guard let definition = QueryDefinition.all[request.query] else {
            throw QueryRefused(.unknownStoredQuery, "none of the \(QueryDefinition.all.count) stored queries of XDS", at: "AdhocQuery/@id")
        }
        let known = definition.known
        parameters = request.parameters.filter { known.contains($0.name) }
        warnings = request.parameters.filter { !known.contains($0.name) }.map {
            RegistryError(.registryError, "\($0.name) is no parameter of this query and was left out", severity: .warning, location: $0.name)
        }
        let given = Set(parameters.map(\.name))
        var errors = definition.required.filter { !given.contains($0) }.map {
            RegistryError(.storedQueryMissingParam, "\($0) is required", location: $0)
        }
        let keys = definition.oneOf.filter(given.contains)
        key = keys.first
        if !definition.oneOf.isEmpty, keys.count != 1 {
            let names = definition.oneOf.joined(separator: ", ")
            errors.append(
                keys.isEmpty
                    ? RegistryError(.storedQueryMissingParam, "one of \(names) is required", location: definition.oneOf[0])
                    : RegistryError(.storedQueryParamNumber, "one of \(names), not several", location: keys[1]))
        }
        for name in definition.single.sorted() where (texts(name)?.count ?? 1) > 1 {
            errors.append(RegistryError(.storedQueryParamNumber, "\(name) takes one value", location: name))
        }
        guard errors.isEmpty else { throw QueryRefused(errors) }
    }

    /// The texts of a parameter, nil where it is not given.
    func texts(_ name: String) -> [String]? {
        let given = groups(name)
        return given.isEmpty ? nil : given.flatMap { $0 }
    }

    /// The texts of a parameter: all of the outer list must be met, each by any of its inner list.
    func groups(_ name: String) -> [[String]] { parameters.filter { $0.name == name }.map { $0.values.map(\.text) } }

    /// The one value of a parameter that may have one only.
    func single(_ name: String) throws(QueryRefused) -> String? {
        guard let texts = texts(name) else { return nil }
        guard texts.count == 1 else { throw QueryRefused(.storedQueryParamNumber, "\(name) takes one value", at: name) }
        return texts[0]
    }

    /// The time of a parameter, as 14 digits.
    func time(_ name: String) throws(QueryRefused) -> String? {
        guard let text = try single(name) else { return nil }
        guard RegistryTime.isValid(text) else { throw QueryRefused(.registryError, "\(name) is no time", at: name) }
        return RegistryTime.firstSecond(of: text)
    }

    /// The codes of a parameter: all of the outer list must be met, each by any of its inner list.
    func codes(_ name: String) throws(QueryRefused) -> [[Code]] {
        var groups: [[Code]] = []
        for parameter in parameters where parameter.name == name {
            var group: [Code] = []
            for value in parameter.values {
                guard let code = value.code else { throw QueryRefused(.registryError, "\(name) takes codes of the form code^^scheme", at: name) }
                group.append(code)
            }
            groups.append(group)
        }
        return groups
    }

    /// Whether versions of metadata that a later one has followed are asked for: `$MetadataLevel` 2.
    var wantsFormerVersions: Bool {
        get throws(QueryRefused) {
            switch try single("$MetadataLevel") {
            case nil, "1": return false
            case "2": return true
            default: throw QueryRefused(.registryError, "$MetadataLevel is 1 or 2", at: "$MetadataLevel")
            }
        }
    }
}
