// A List as the submission set of a registry, held against the profiles of MHD and PDSm.

import FHIRResources
import XDSMessages

/// A List of code `submissionset` while it is read.
struct SubmissionListReading {
    private let list: FHIRElement
    private let scope: ReferenceScope
    private let expression: String
    private(set) var remarks: [PublicationRemark] = []

    init(_ list: FHIRElement, scope: ReferenceScope, expression: String) {
        self.list = list
        self.scope = scope
        self.expression = expression
    }

    private mutating func remark(_ kind: PublicationRemark.Kind, _ path: String, _ place: FHIRPlace?, expected: String? = nil) {
        remarks.append(PublicationRemark(kind, "\(expression).\(path)", place ?? list.place, expected: expected))
    }

    /// The submission set that the list stands for.
    mutating func submissionSet(named name: String) -> SubmissionSet {
        if list.text("status") != "current" { remark(.codeUnexpected, "status", list["status"]?.place, expected: "current") }
        if list.text("mode") != "working" { remark(.codeUnexpected, "mode", list["mode"]?.place, expected: "working") }
        if list["entry"] == nil { remark(.required, "entry", nil) }
        if list["date"] == nil { remark(.required, "date", nil) }
        let identifiers = list.all("identifier")
        let uniqueID = identifiers.lazy.compactMap { UniqueIDText.reading($0) }.first
        if uniqueID == nil { remark(identifiers.isEmpty ? .required : .identifierMalformed, "identifier", list["identifier"]?.place) }
        var set = SubmissionSet(entryUUID: name, uniqueId: uniqueID ?? "", sourceId: source() ?? "", patientId: patient() ?? "")
        set.submissionTime = TimeText.dtm(list.text("date"))
        set.contentTypeCode = Code(concept: list.all("extension").first { $0.isExtension("designationType") }?["valueCodeableConcept"])
        if set.contentTypeCode == nil { remark(.required, "extension(ihe-designationType)", nil) }
        set.title = list.text("title")
        set.comments = list["note"]?.text("text")
        set.authors = authors()
        return set
    }

    private mutating func source() -> String? {
        let identifier = list.all("extension").first { $0.isExtension("sourceId") }?["valueIdentifier"]
        guard let identifier else {
            remark(.required, "extension(ihe-sourceId)", nil)
            return nil
        }
        return UniqueIDText.reading(identifier)
    }

    private mutating func patient() -> String? {
        guard let subject = list["subject"] else {
            remark(.required, "subject", nil)
            return nil
        }
        let patient = scope.patientID(subject)
        if patient == nil { remark(.patientUnidentified, "subject", subject.place) }
        return patient
    }

    /// Who submits: the person or system, with the organisation of the extension beside it.
    private mutating func authors() -> [Author] {
        guard let source = list["source"] else {
            remark(.required, "source", nil)
            return []
        }
        let organization = source.all("extension").first { $0.isExtension("authorOrg") }.flatMap { scope.author($0["valueReference"]) }
        guard var author = source["reference"] == nil ? organization : scope.author(source) else {
            remark(.referenceUnresolved, "source", source.place)
            return []
        }
        if author.institutions.isEmpty, let organization { author.institutions = organization.institutions }
        return [author]
    }
}

extension FHIRElement {
    /// Whether it is the extension of that name of MHD, whose URLs changed between its versions.
    func isExtension(_ name: String) -> Bool {
        guard let last = text("url")?.split(separator: "/").last else { return false }
        return last == "ihe-\(name)" || last.lowercased().filter { $0 != "_" && $0 != "-" } == "pdsm\(name.lowercased())"
    }
}
