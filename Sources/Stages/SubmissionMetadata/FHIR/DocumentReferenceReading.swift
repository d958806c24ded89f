// A DocumentReference as the entry of a registry, held against the profiles of MHD and PDSm.

import CredentialChecks
import FHIRResources
import XDSMessages

/// A DocumentReference while it is read.
struct DocumentReferenceReading {
    private let reference: FHIRElement
    private let scope: ReferenceScope
    private let expression: String
    private(set) var remarks: [PublicationRemark] = []

    init(_ reference: FHIRElement, scope: ReferenceScope, expression: String) {
        self.reference = reference
        self.scope = scope
        self.expression = expression
    }

    private mutating func remark(_ kind: PublicationRemark.Kind, _ path: String, _ place: FHIRPlace?, expected: String? = nil) {
        remarks.append(PublicationRemark(kind, "\(expression).\(path)", place ?? reference.place, expected: expected))
    }

    private mutating func require(_ path: String, _ element: FHIRElement?, in parent: FHIRElement? = nil) {
        if element == nil { remark(.required, path, parent?.place) }
    }

    /// The entry that the resource stands for.
    ///
    /// - Parameters:
    ///   - name: the id in the submission.
    ///   - simplified: whether the resource carries its document (ITI-105), of which the server makes the set.
    mutating func entry(named name: String, simplified: Bool) -> DocumentEntry {
        let attachment = reference["content"]?["attachment"]
        let context = reference["context"]
        var entry = DocumentEntry(
            entryUUID: name, uniqueId: uniqueID() ?? "", patientId: patient() ?? "", mimeType: attachment?.text("contentType") ?? "")
        check(simplified: simplified)
        entry.authors = reference.all("author").enumerated().compactMap { index, author in
            let found = scope.author(author)
            if found == nil { remark(.referenceUnresolved, "author[\(index)]", author.place) }
            return found
        }
        entry.legalAuthenticator = scope.authenticator(reference["authenticator"])
        entry.sourcePatientId = scope.sourcePatientID(context?["sourcePatientInfo"])
        entry.sourcePatientInfo = scope.traits(context?["sourcePatientInfo"])
        entry.referenceIdList = context?.all("related").compactMap { Self.reference(to: $0["identifier"]) } ?? []
        entry.title = attachment?.text("title")
        entry.comments = reference.text("description")
        entry.typeCode = Code(concept: reference["type"])
        entry.classCode = Code(concept: reference["category"])
        entry.formatCode = Code(coding: reference["content"]?["format"])
        entry.confidentialityCodes = reference.all("securityLabel").flatMap { $0.all("coding").compactMap { Code(coding: $0) } }
        entry.eventCodeList = context?.all("event").compactMap { Code(concept: $0) } ?? []
        entry.healthcareFacilityTypeCode = Code(concept: context?["facilityType"])
        entry.practiceSettingCode = Code(concept: context?["practiceSetting"])
        // attachment.creation is creationTime; date, the resource's own, only where that is missing.
        entry.creationTime = time(attachment?["creation"], "content[0].attachment.creation") ?? (simplified ? nil : time(reference["date"], "date"))
        entry.serviceStartTime = time(context?["period"]?["start"], "context.period.start")
        entry.serviceStopTime = time(context?["period"]?["end"], "context.period.end")
        entry.languageCode = attachment?.text("language")
        entry.size = attachment?.text("size").flatMap { Int($0) }
        entry.hash = hash(attachment)
        return entry
    }

    private mutating func check(simplified: Bool) {
        let content = reference["content"]
        let attachment = content?["attachment"]
        if reference.text("status") != "current" { remark(.codeUnexpected, "status", reference["status"]?.place, expected: "current") }
        if let docStatus = reference["docStatus"] { remark(.forbidden, "docStatus", docStatus.place) }
        if reference.all("content").count > 1 { remark(.forbidden, "content[1]", nil) }
        require("date", reference["date"])
        require("author", reference["author"])
        require("custodian", reference["custodian"])
        require("content[0].attachment.contentType", attachment?["contentType"], in: attachment)
        require("content[0].attachment.title", attachment?["title"], in: attachment)
        guard !simplified else { return }
        require("contained", reference["contained"])
        require("type", reference["type"])
        require("category", reference["category"])
        require("securityLabel", reference["securityLabel"])
        require("content[0].attachment.url", attachment?["url"], in: attachment)
        require("content[0].attachment.size", attachment?["size"], in: attachment)
        require("content[0].attachment.hash", attachment?["hash"], in: attachment)
        require("content[0].attachment.language", attachment?["language"], in: attachment)
        require("content[0].attachment.creation", attachment?["creation"], in: attachment)
        require("content[0].format", content?["format"], in: content)
        let context = reference["context"]
        require("context.period.start", context?["period"]?["start"], in: context)
        require("context.facilityType", context?["facilityType"], in: context)
        require("context.practiceSetting", context?["practiceSetting"], in: context)
        require("context.sourcePatientInfo", context?["sourcePatientInfo"], in: context)
    }

    private mutating func uniqueID() -> String? {
        guard let identifier = reference["masterIdentifier"] else {
            remark(.required, "masterIdentifier", nil)
            return nil
        }
        guard let uniqueID = UniqueIDText.reading(identifier) else {
            remark(.identifierMalformed, "masterIdentifier", identifier.place)
            return nil
        }
        return uniqueID
    }

    private mutating func patient() -> String? {
        guard let subject = reference["subject"] else {
            remark(.required, "subject", nil)
            return nil
        }
        if let patient = scope.patientID(subject) { return patient }
        // Subject and source name the same person: a subject that leads elsewhere is known by the source's identity.
        if let patient = scope.patientID(reference["context"]?["sourcePatientInfo"]) { return patient }
        remark(.patientUnidentified, "subject", subject.place)
        return nil
    }

    private mutating func time(_ element: FHIRElement?, _ path: String) -> String? {
        guard let element else { return nil }
        let dtm = TimeText.dtm(element.value)
        if dtm == nil { remark(.timeMalformed, path, element.place) }
        return dtm
    }

    /// An order, a study or the like as CXi: `id^^^&OID&ISO^type` (ITI TF-3 table 4.2.3.1.7-2).
    private static func reference(to identifier: FHIRElement?) -> String? {
        guard let value = identifier?.text("value"), !value.isEmpty else { return nil }
        var field = HL7Components()
        field.set(1, value)
        if let system = identifier?.text("system") { field.setAuthority(4, FHIRNames.oid(of: system)) }
        field.set(5, identifier?["type"]?["coding"]?.text("code"))
        return field.text
    }

    /// The hash as the registry writes it: hexadecimal in the place of base64.
    private mutating func hash(_ attachment: FHIRElement?) -> String? {
        guard let hash = attachment?["hash"], let text = hash.value else { return nil }
        guard let bytes = [UInt8](base64: text), bytes.count == 20 else {
            remark(.hashMalformed, "content[0].attachment.hash", hash.place)
            return nil
        }
        return hexadecimal(bytes)
    }
}
