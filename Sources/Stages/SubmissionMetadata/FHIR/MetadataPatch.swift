// A patch of the metadata of a document: its status, its confidentiality, whether it is archived, and nothing else.

public import FHIRResources
public import XDSMessages

/// What a patch changes of a document's metadata (PDSm 3.1: status, securityLabel and isArchived; anything else is not patched).
public struct MetadataPatch: Sendable, Hashable {
    /// The new status: `current`, `superseded` or `entered-in-error`.
    public var status: String?
    /// The new levels of confidentiality, all of them.
    public var confidentiality: [Code]?
    /// Whether the document is archived.
    public var isArchived: Bool?

    /// States a patch.
    public init(status: String? = nil, confidentiality: [Code]? = nil, isArchived: Bool? = nil) {
        self.status = status
        self.confidentiality = confidentiality
        self.isArchived = isArchived
    }

    /// Reads a patch from a resource: a Parameters (FHIRPath Patch), or a Binary that holds a JSON Patch; nil where it asks for anything else.
    public init?(resource: FHIRElement) {
        guard resource.type == "Parameters" else { return nil }
        self.init(parameters: resource)
    }

    /// Reads a FHIRPath Patch (FHIR R4, 3.1.0.9.3).
    init?(parameters: FHIRElement) {
        self.init()
        for operation in parameters.all("parameter") {
            let parts = Dictionary(operation.all("part").compactMap { part in part.text("name").map { ($0, part) } }) { first, _ in first }
            let path = parts["path"]?.text("valueString") ?? ""
            let name = parts["name"]?.text("valueString")
            guard operation.text("name") == "operation", let type = parts["type"]?.text("valueCode"), let value = parts["value"] else { return nil }
            switch (type, path, name) {
            case ("replace", "DocumentReference.status", _), ("add", "DocumentReference", "status"):
                guard let status = value.text("valueCode") ?? value.text("valueString") else { return nil }
                self.status = status
            default: return nil
            }
        }
        guard self != MetadataPatch() else { return nil }
    }
}
