// A document in text, for tests of reading.

import CDADocuments
import Testing

/// Reads a document; the test fails where it cannot be read.
func document(_ body: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> CDADocument {
    let text = "<ClinicalDocument xmlns=\"urn:hl7-org:v3\" xmlns:sdtc=\"urn:hl7-org:sdtc\" xmlns:ps3-20=\"urn:dicom-org:ps3-20\">\(body)</ClinicalDocument>"
    return try CDADocument.read(Array(text.utf8)).get()
}

/// Why a text is no document.
func refusal(_ text: String) -> DocumentReadFailure? {
    guard case .failure(let failure) = CDADocument.read(Array(text.utf8)) else { return nil }
    return failure
}
