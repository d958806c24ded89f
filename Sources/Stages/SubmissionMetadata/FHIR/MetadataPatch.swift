// A patch of the metadata of a document: its status, its confidentiality, whether it is archived, and nothing else.

public import FHIRResources
public import XDSMessages

/// What a patch changes of a document's metadata (PDSm 3.1: status, securityLabel and isArchived; anything else is not patched).
public struct MetadataPatch: Sendable, Hashable {
    /// A change of the levels of confidentiality, which are numbered as the resource shows them.
    public enum LabelChange: Sendable, Hashable {
        /// These and no others.
        case all([Code])
        /// One more.
        case add(Code)
        /// Another in the place of one.
        case replace(Int, Code)
        /// One less.
        case remove(Int)
    }

    /// The new status: `current`, `superseded` or `entered-in-error`.
    public var status: String?
    /// The changes of the levels of confidentiality, in order.
    public var labels: [LabelChange] = []
    /// Whether the document is archived.
    public var isArchived: Bool?

    /// States a patch.
    public init(status: String? = nil, labels: [LabelChange] = [], isArchived: Bool? = nil) {
        self.status = status
        self.labels = labels
        self.isArchived = isArchived
    }

    /// Reads a FHIRPath Patch (FHIR R4, 3.1.0.9.3); nil where it asks for anything else.
    public init?(resource: FHIRElement) {
        guard resource.type == "Parameters" else { return nil }
        self.init()
        for operation in resource.all("parameter") {
            let parts = Dictionary(operation.all("part").compactMap { part in part.text("name").map { ($0, part) } }) { first, _ in first }
            guard operation.text("name") == "operation", let type = parts["type"]?.text("valueCode"), let path = parts["path"]?.text("valueString"),
                take(type, path, named: parts["name"]?.text("valueString"), parts["value"])
            else { return nil }
        }
        guard self != MetadataPatch() else { return nil }
    }

    /// Reads a JSON Patch (RFC 6902); nil where it asks for anything else.
    public init?(operations: [JSONPatchOperation]) {
        self.init()
        for operation in operations { guard take(operation) else { return nil } }
        guard self != MetadataPatch() else { return nil }
    }

    private mutating func take(_ type: String, _ path: String, named name: String?, _ value: FHIRElement?) -> Bool {
        let label = Code(concept: value?["valueCodeableConcept"]) ?? Code(coding: value?["valueCoding"])
        switch (type, path, name) {
        case ("replace", "DocumentReference.status", _), ("add", "DocumentReference", "status"):
            status = value?.text("valueCode") ?? value?.text("valueString")
            return status != nil
        case ("add", "DocumentReference", "securityLabel"):
            guard let label else { return false }
            labels.append(.add(label))
        case ("replace", _, _) where Self.isArchivedPath(path):
            isArchived = value?.text("valueBoolean").map { $0 == "true" }
            return isArchived != nil
        case ("replace", "DocumentReference.securityLabel", _):
            guard let label else { return false }
            labels.append(.all([label]))
        case ("replace", _, _), ("delete", _, _):
            guard let match = path.wholeMatch(of: #/DocumentReference\.securityLabel\[([0-9]{1,3})\]/#), let index = Int(match.1) else { return false }
            if type == "delete" { labels.append(.remove(index)) } else if let label { labels.append(.replace(index, label)) } else { return false }
        default: return false
        }
        return true
    }

    private static func isArchivedPath(_ path: String) -> Bool {
        path.wholeMatch(of: #/DocumentReference\.extension(\.where\(url ?= ?'[^']*[iI]sArchived'\)|\('[^']*[iI]sArchived'\))\.value(\[x\])?/#) != nil
    }

    private mutating func take(_ operation: JSONPatchOperation) -> Bool {
        let parts = operation.path.split(separator: "/")
        switch (operation.operation, parts.first, operation.value) {
        case ("replace", "status", .text(let text)) where parts.count == 1, ("add", "status", .text(let text)) where parts.count == 1: status = text
        case ("replace", "securityLabel", .elements(let elements)) where parts.count == 1,
            ("add", "securityLabel", .elements(let elements)) where parts.count == 1:
            let codes = elements.compactMap { Code(concept: $0) }
            guard codes.count == elements.count else { return false }
            labels.append(.all(codes))
        case ("add", "securityLabel", .elements(let elements)) where parts.count == 2 && parts[1] == "-":
            guard elements.count == 1, let code = Code(concept: elements[0]) else { return false }
            labels.append(.add(code))
        case ("replace", "securityLabel", .elements(let elements)) where parts.count == 2:
            guard elements.count == 1, let code = Code(concept: elements[0]), let index = Int(parts[1]) else { return false }
            labels.append(.replace(index, code))
        case ("remove", "securityLabel", nil) where parts.count == 2:
            guard let index = Int(parts[1]) else { return false }
            labels.append(.remove(index))
        case ("add", "extension", .elements(let elements)), ("replace", "extension", .elements(let elements)):
            guard elements.count == 1, elements[0].isExtension("isArchived"), let flag = elements[0].text("valueBoolean") else { return false }
            isArchived = flag == "true"
        default: return false
        }
        return true
    }

    /// The levels of confidentiality after the changes; nil where a change names one that is not there.
    public func confidentiality(from codes: [Code]) -> [Code]? {
        var codes = codes
        for change in labels {
            switch change {
            case .all(let all): codes = all
            case .add(let code): if !codes.contains(where: { $0.matches(code) }) { codes.append(code) }
            case .replace(let index, let code):
                guard codes.indices.contains(index) else { return nil }
                codes[index] = code
            case .remove(let index):
                guard codes.indices.contains(index) else { return nil }
                codes.remove(at: index)
            }
        }
        return codes.isEmpty ? nil : codes
    }
}
