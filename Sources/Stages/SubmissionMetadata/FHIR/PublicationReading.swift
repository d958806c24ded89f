// Reads the entries of a publication, one by one.

import ClinicalTypes
import FHIRResources
import FoundationEssentials
import XDSMessages

/// A publication while it is read.
struct PublicationReading {
    private let bundle: FHIRElement
    private let entries: [FHIRElement]
    private let resources: [String: FHIRElement]
    private let indices: [String: Int]
    var publication = Publication()

    init(_ bundle: FHIRElement) {
        self.bundle = bundle
        entries = bundle.all("entry")
        resources = Dictionary(entries.compactMap { entry in entry.text("fullUrl").flatMap { url in entry["resource"].map { (url, $0) } } }) { first, _ in first
        }
        indices = Dictionary(entries.enumerated().compactMap { index, entry in entry.text("fullUrl").map { ($0, index) } }) { first, _ in first }
    }

    mutating func remark(_ kind: PublicationRemark.Kind, _ expression: String, _ place: FHIRPlace?, expected: String? = nil) {
        guard publication.remarks.count < 100 else { return }
        publication.remarks.append(PublicationRemark(kind, expression, place, expected: expected))
    }

    /// The id that an entry has in the submission.
    private func name(_ index: Int) -> String { entries[index].text("fullUrl") ?? "entry-\(index)" }

    mutating func read() {
        guard bundle.type == "Bundle" else { return remark(.notTransaction, bundle.type, bundle.place) }
        guard bundle.text("type") == "transaction" else { return remark(.notTransaction, "Bundle.type", bundle["type"]?.place, expected: "transaction") }
        var seen: Set<String> = []
        for (index, entry) in entries.enumerated() {
            if let url = entry.text("fullUrl"), !seen.insert(url).inserted { remark(.fullURLRepeated, "Bundle.entry[\(index)].fullUrl", entry.place) }
        }
        publication.parts = Array(repeating: .noted, count: entries.count)
        for (index, entry) in entries.enumerated() { read(entry, at: index) }
        if publication.request.objects.submissionSets.count != 1 { remark(.submissionSetCount, "Bundle.entry", bundle.place) }
        if publication.request.objects.documentEntries.isEmpty { remark(.documentMissing, "Bundle.entry", bundle.place) }
        readPatches()
    }

    private mutating func read(_ entry: FHIRElement, at index: Int) {
        let expression = "Bundle.entry[\(index)]"
        let method = entry["request"]?.text("method")
        guard let resource = entry["resource"], let method else {
            return remark(.required, "\(expression).\(entry["resource"] == nil ? "resource" : "request")", entry.place)
        }
        // Patches are read once all documents are known.
        if method == "PATCH" { return }
        guard method == "POST" else { return remark(.methodUnserved, "\(expression).request.method", entry["request"]?.place, expected: "POST") }
        switch resource.type {
        case "DocumentReference":
            publication.parts[index] = .entry(name(index))
            read(document: resource, named: name(index), expression + ".resource")
        case "List": read(list: resource, at: index, expression + ".resource")
        // Their bytes are read with the metadata that refer to them.
        case "Binary", "Patient", "Practitioner", "PractitionerRole", "Organization", "Device": break
        case "Bundle": remark(.fhirDocument, expression + ".resource", resource.place)
        default: remark(.entryUnserved, expression + ".resource", resource.place)
        }
    }

    // MARK: - Documents

    private mutating func read(document reference: FHIRElement, named name: String, _ expression: String) {
        publication.expressions[name] = expression
        publication.byteExpressions[name] = expression
        let scope = ReferenceScope(reference, in: resources)
        var reader = DocumentReferenceReading(reference, scope: scope, expression: expression)
        let entry = reader.entry(named: name, simplified: false)
        for remark in reader.remarks { self.remark(remark.kind, remark.expression, remark.place, expected: remark.expected) }
        publication.request.objects.documentEntries.append(entry)
        for relation in reference.all("relatesTo") { relate(name, relation, expression, isFirst: relation == reference["relatesTo"]) }
        guard let attachment = reference["content"]?["attachment"] else { return }
        if attachment["data"] != nil { remark(.forbidden, expression + ".content[0].attachment.data", attachment.place, expected: "url") }
        guard let url = attachment.text("url"), let index = indices[url], let binary = entries[index]["resource"] else {
            if attachment["url"] != nil { remark(.referenceUnresolved, expression + ".content[0].attachment.url", attachment["url"]?.place) }
            return
        }
        guard binary.type == "Binary" else {
            let kind: PublicationRemark.Kind = binary.type == "Bundle" ? .fhirDocument : .referenceUnresolved
            return remark(kind, expression + ".content[0].attachment.url", attachment["url"]?.place, expected: "Binary")
        }
        publication.parts[index] = .bytes(of: name)
        publication.byteExpressions[name] = "Bundle.entry[\(index)].resource.data"
        take(binary, of: name, "Bundle.entry[\(index)].resource", mediaType: attachment.text("contentType"))
    }

    private mutating func take(_ binary: FHIRElement, of name: String, _ expression: String, mediaType: String?) {
        guard let bytes = binary.text("data").flatMap({ [UInt8](base64: $0) }) else { return remark(.required, expression + ".data", binary.place) }
        if let mediaType, binary.text("contentType") != mediaType {
            remark(.codeUnexpected, expression + ".contentType", binary["contentType"]?.place, expected: "attachment.contentType")
        }
        publication.request.documents.append(ProvidedDocument(id: name, mediaType: binary.text("contentType") ?? "", bytes: bytes))
    }

    /// A relation to an earlier document; the way of documents finds that by the document's own header.
    private mutating func relate(_ name: String, _ relation: FHIRElement, _ expression: String, isFirst: Bool) {
        let kinds: [String: AssociationType] = ["replaces": .replaces, "appends": .appends, "transforms": .transforms]
        guard isFirst, let kind = kinds[relation.text("code") ?? ""] else { return remark(.relationUnserved, expression + ".relatesTo", relation.place) }
        guard let target = relation["target"], let registered = Self.registered(target) else {
            return remark(.referenceUnresolved, expression + ".relatesTo[0].target", relation.place)
        }
        let id = "relation of \(name)"
        publication.expressions[id] = expression + ".relatesTo[0]"
        publication.request.objects.associations.append(Association(entryUUID: id, type: kind, source: name, target: registered))
    }

    /// What a reference to a document names: an entry of this Bundle, an entryUUID, or a unique id.
    private static func registered(_ reference: FHIRElement) -> String? {
        if let literal = reference.text("reference") {
            let last = literal.split(separator: "/").last.map(String.init) ?? ""
            return literal.hasPrefix("urn:") ? literal : last.isEmpty ? nil : "urn:uuid:" + last
        }
        return UniqueIDText.reading(reference["identifier"]).map { "urn:oid:" + $0 }
    }

    // MARK: - Lists

    private mutating func read(list: FHIRElement, at index: Int, _ expression: String) {
        let codes = list["code"]?.all("coding").compactMap { $0.text("code") } ?? []
        if codes.contains("folder") {
            publication.parts[index] = .dropped
            return remark(.folderUnserved, expression, list.place)
        }
        guard codes.contains("submissionset") else { return remark(.codeUnexpected, expression + ".code", list.place, expected: "submissionset | folder") }
        publication.parts[index] = .submissionSet
        publication.expressions[name(index)] = expression
        var reader = SubmissionListReading(list, scope: ReferenceScope(list, in: resources), expression: expression)
        publication.request.objects.submissionSets.append(reader.submissionSet(named: name(index)))
        for remark in reader.remarks { self.remark(remark.kind, remark.expression, remark.place, expected: remark.expected) }
        for (number, item) in list.all("entry").enumerated() {
            let place = "\(expression).entry[\(number)].item"
            guard let target = item["item"]?.text("reference"), let found = indices[target], let kind = entries[found]["resource"]?.type else {
                remark(.referenceUnresolved, place, item.place)
                continue
            }
            // A folder of the set is told with the folder itself.
            guard kind == "DocumentReference" else { continue }
            let id = "member \(number) of \(name(index))"
            publication.expressions[id] = place
            publication.request.objects.associations.append(.member(id, of: name(index), entry: target))
        }
    }

    // MARK: - Patches

    /// A patch within a publication says that a replaced document is superseded, which the registry does by itself.
    private mutating func readPatches() {
        let replaced = Set(publication.request.objects.associations.filter { $0.type == .replaces }.map(\.target))
        var patched: Set<String> = []
        for (index, entry) in entries.enumerated() where entry["request"]?.text("method") == "PATCH" {
            let expression = "Bundle.entry[\(index)]"
            guard let target = Self.patched(entry["request"]?.text("url") ?? ""), let patch = entry["resource"].flatMap(MetadataPatch.init(resource:)) else {
                remark(.patchUnserved, expression + ".request.url", entry["request"]?.place)
                continue
            }
            patched.insert(target)
            // A document may be named by its id in one place and by its unique id in the other.
            let isNamedOtherwise = replaced.contains { $0.hasPrefix("urn:oid:") != target.hasPrefix("urn:oid:") }
            guard patch == MetadataPatch(status: "superseded"), replaced.contains(target) || isNamedOtherwise else {
                remark(.patchUnserved, expression + ".resource", entry["resource"]?.place)
                continue
            }
        }
        // What is replaced by another document of the same publication has no address yet.
        for association in publication.request.objects.associations where association.type == .replaces && indices[association.target] == nil {
            if patched.isEmpty { remark(.patchMissing, publication.expressions[association.entryUUID] ?? "Bundle", nil) }
        }
    }
}

extension PublicationReading {
    /// What the address of a patch names: a document by its id, or under a condition by its unique id.
    fileprivate static func patched(_ url: String) -> String? {
        if let uniqueID = ConditionalPatch.uniqueID(of: url) { return "urn:oid:" + uniqueID }
        let parts = url.split(separator: "/")
        return parts.count == 2 && parts[0] == "DocumentReference" ? "urn:uuid:" + parts[1] : nil
    }

    /// Reads a DocumentReference that carries its document; the submission set around it is the gateway's.
    mutating func read(simplified reference: FHIRElement, sourceID: String, named id: UUID) {
        guard reference.type == "DocumentReference" else { return remark(.notTransaction, reference.type, reference.place, expected: "DocumentReference") }
        let name = "DocumentReference"
        publication.expressions[name] = name
        publication.byteExpressions[name] = name + ".content[0].attachment.data"
        let scope = ReferenceScope(reference, in: [:])
        var reader = DocumentReferenceReading(reference, scope: scope, expression: name)
        let entry = reader.entry(named: name, simplified: true)
        for remark in reader.remarks { self.remark(remark.kind, remark.expression, remark.place, expected: remark.expected) }
        var set = SubmissionSet(entryUUID: "List", uniqueId: OID(uuid: id).dotted, sourceId: sourceID, patientId: entry.patientId)
        set.authors = Array(entry.authors.prefix(1))
        publication.request.objects = RegistryObjectList(
            documentEntries: [entry], submissionSets: [set], associations: [.member("member", of: set.entryUUID, entry: name)])
        for relation in reference.all("relatesTo") { relate(name, relation, name, isFirst: relation == reference["relatesTo"]) }
        publication.parts = [.entry(name)]
        guard let attachment = reference["content"]?["attachment"] else { return }
        if attachment["url"] != nil { remark(.forbidden, name + ".content[0].attachment.url", attachment.place, expected: "data") }
        guard let bytes = attachment.text("data").flatMap({ [UInt8](base64: $0) }) else {
            return remark(.required, name + ".content[0].attachment.data", attachment.place)
        }
        publication.request.documents = [ProvidedDocument(id: name, mediaType: entry.mimeType, bytes: bytes)]
    }
}
