// The two forms in which FHIR is written, and the media types that name them.

/// A form in which resources are written.
public enum FHIRFormat: Sendable, Hashable, CaseIterable {
    /// `application/fhir+json`.
    case json
    /// `application/fhir+xml`.
    case xml

    /// The media type, with its charset (FHIR R4, 3.1.0.1.8).
    public var mediaType: String {
        switch self {
        case .json: "application/fhir+json; charset=utf-8"
        case .xml: "application/fhir+xml; charset=utf-8"
        }
    }

    /// The form that a media type names; nil for any other type, another charset than UTF-8 and another version than R4.
    public init?(mediaType text: String) {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false).map { part in
            part.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed().map(String.init).joined().lowercased()
        }
        switch parts[0] {
        case "application/fhir+json", "application/json", "text/json", "json": self = .json
        case "application/fhir+xml", "application/xml", "text/xml", "xml": self = .xml
        default: return nil
        }
        for parameter in parts.dropFirst() {
            let pair = parameter.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != "\"" } }
            guard pair.count == 2 else { continue }
            if pair[0] == "charset", pair[1] != "utf-8", pair[1] != "utf8" { return nil }
            if pair[0] == "fhirversion", !pair[1].hasPrefix("4.0") { return nil }
        }
    }
}
