// Searches over FHIR as stored queries, and patches as changes of metadata.

import FHIRResources
import SubmissionMetadata
import Testing
import XDSMessages

@Suite struct DocumentSearchTests {
    private static let patient = SearchParameter("patient.identifier", "urn:oid:1.2.250.1.213.1.4.8|123")
    private static let status = SearchParameter("status", "current")

    private func values(_ search: DocumentSearch, _ name: String) -> [String]? {
        search.query.parameters.first { $0.name == name }?.values.map(\.text)
    }

    @Test func `each parameter is asked of the registry in its own words`() throws {
        let search = try DocumentSearch([
            Self.patient, Self.status, SearchParameter("type", "http://loinc.org|11488-4,urn:oid:1.2.250.1.213.1.1.4.12|X"),
            SearchParameter("creation", "ge2026-03-01T10:00:00+01:00"), SearchParameter("_count", "5"),
            SearchParameter("_after", "0c287d32-01e3-4d87-9953-9fcc9404eb21"),
            SearchParameter("colour", "red"),
        ])
        #expect(values(search, "$XDSDocumentEntryPatientId") == ["123^^^&1.2.250.1.213.1.4.8&ISO^NH"])
        #expect(values(search, "$XDSDocumentEntryStatus") == [AvailabilityStatus.approved.rawValue, AvailabilityStatus.archived.rawValue])
        #expect(values(search, "$XDSDocumentEntryTypeCode") == ["11488-4^^2.16.840.1.113883.6.1", "X^^1.2.250.1.213.1.1.4.12"])
        #expect(values(search, "$XDSDocumentEntryCreationTimeFrom") == ["20260301090000"])
        #expect(search.page.count == 5 && search.page.after == "urn:uuid:0c287d32-01e3-4d87-9953-9fcc9404eb21")
        #expect(search.unknown == ["colour"])
    }

    @Test func `what a search demands, or cannot be asked, is told by its parameter`() {
        let cases: [([SearchParameter], SearchFault)] = [
            ([Self.status], SearchFault(kind: .missing, parameter: "patient.identifier")), ([Self.patient], SearchFault(kind: .missing, parameter: "status")),
            ([Self.patient, SearchParameter("status", "other")], SearchFault(kind: .malformed, parameter: "status")),
            ([SearchParameter("patient.identifier", "123"), Self.status], SearchFault(kind: .malformed, parameter: "patient.identifier")),
            ([Self.patient, Self.status, SearchParameter("type", "11488-4")], SearchFault(kind: .systemMissing, parameter: "type")),
            ([Self.patient, Self.status, SearchParameter("type:not", "a|b")], SearchFault(kind: .unknown, parameter: "type")),
            ([Self.patient, Self.status, SearchParameter("creation", "xx2026")], SearchFault(kind: .malformed, parameter: "creation")),
            ([Self.patient, Self.status, SearchParameter("_count", "-1")], SearchFault(kind: .malformed, parameter: "_count")),
        ]
        for (parameters, fault) in cases { #expect(throws: fault) { try DocumentSearch(parameters) } }
        #expect(throws: SearchFault(kind: .missing, parameter: "code")) { try ListSearch([Self.patient, Self.status]) }
        let folders = SearchParameter("code", "folder")
        #expect(throws: SearchFault(kind: .malformed, parameter: "status")) {
            try ListSearch([folders, Self.patient, SearchParameter("status", "superseded")])
        }
        #expect(throws: SearchFault(kind: .malformed, parameter: "patient.identifier")) {
            try DocumentSearch([Self.patient, Self.status, SearchParameter("patient.identifier", "urn:oid:1.2.250.1.213.1.4.8|124")])
        }
        for parameter in ["status", "isArchived"] {
            let twice = [SearchParameter(parameter, parameter == "status" ? "superseded" : "true"), SearchParameter(parameter, "true")]
            #expect(throws: SearchFault(kind: .malformed, parameter: parameter)) { try DocumentSearch([Self.patient, Self.status] + twice) }
        }
    }

    @Test func `a folder has no source, so that a search for folders does not know it`() throws {
        let search = try ListSearch([SearchParameter("code", "folder"), Self.patient, Self.status, SearchParameter("source.family", "ROUVRAY")])
        #expect(search.unknown == ["source.family"])
        #expect(search.query.query == .findFolders)
    }

    @Test(arguments: [
        "", "le", "ge", "T", "T10:00", "ge-", "2026-", "2026-1", "2026-13", "2026-02-30", "20260301", "2026-03-01T", "2026-03-01T25:00", "2026-03-01T10", "26",
        "ap2026",
        "2026-03-01T10:00:00+1", "2026-03-01T10:00:00 01:00", "\u{0662}\u{0660}\u{0662}\u{0666}",
    ])
    func `a moment that is none is told, whatever it is made of`(text: String) {
        for parameter in ["date", "creation", "period", "period-start", "period-end"] {
            #expect(throws: SearchFault(kind: .malformed, parameter: parameter)) {
                try DocumentSearch([Self.patient, Self.status, SearchParameter(parameter, text)])
            }
        }
    }

    @Test(arguments: [
        "2026", "ge2026-03", "lt2026-03-01", "eq2026-03-01T10:00", "le2026-03-01T10:00:00Z", "gt2026-03-01T10:00:00.5+01:00", "2026-03-01T10:00:00",
    ])
    func `a moment is taken as precise as it is`(text: String) throws {
        #expect(try DocumentSearch([Self.patient, Self.status, SearchParameter("date", text)]).isFiltered)
    }

    private func entry(_ change: (inout DocumentEntry) -> Void = { _ in }) -> DocumentEntry {
        var entry = DocumentEntry(
            entryUUID: "urn:uuid:0c287d32-01e3-4d87-9953-9fcc9404eb21", uniqueId: "1.2.3", patientId: "123^^^&1.2.250.1.213.1.4.8&ISO^NH", mimeType: "text/xml")
        entry.authors = [
            Author(
                person: "899900042179^ROUVRAY^Hélène^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS", institutions: ["Cabinet^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^4"])
        ]
        entry.creationTime = "20260301090000"
        entry.serviceStartTime = "20260228"
        entry.hash = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
        entry.size = 0
        entry.confidentialityCodes = [Code(code: "N", scheme: "2.16.840.1.113883.5.25")]
        entry.referenceIdList = ["A1^^^&1.2.3&ISO^urn:ihe:iti:xds:2013:order"]
        change(&entry)
        return entry
    }

    @Test(arguments: [
        ("author.family", "rouv", true), ("author.family", "Martin", false), ("author.given", "Hélène", true),
        ("identifier", "urn:ietf:rfc:3986|urn:oid:1.2.3", true),
        ("identifier", "1.2.4", false), ("related", "urn:oid:1.2.3|A1", true), ("related", "A2", false), ("creation", "2026-03-01", true),
        ("creation", "lt2026-03-01T09:00:00Z", false), ("creation", "le2026-03-01T09:00:00Z", true), ("period-start", "gt2026-02-28", false),
        ("period", "ge2026-02", true), ("_id", "0c287d32-01e3-4d87-9953-9fcc9404eb21", true), ("_id", "other", false),
    ])
    func `what the registry cannot filter is filtered here`(name: String, value: String, admits: Bool) throws {
        let search = try DocumentSearch([Self.patient, Self.status, SearchParameter(name, value)])
        #expect(search.admits(entry()) == admits)
    }

    @Test func `an entry is a resource whose hash, times and people are those of FHIR`() throws {
        let written = FHIRElement.documentReference(
            entry { $0.availabilityStatus = .archived },
            relations: [Association(entryUUID: "a", type: .replaces, source: "urn:uuid:0c287d32-01e3-4d87-9953-9fcc9404eb21", target: "urn:uuid:1")],
            base: "https://x/fhir/")
        #expect(try FHIRElement.read(json: written.json) == written, "what is written is read strictly")
        #expect(try FHIRElement.read(xml: written.xml) == written)
        #expect(written.text("status") == "current")
        #expect(written["extension"]?.text("valueBoolean") == "true")
        #expect(written["relatesTo"]?["target"]?.text("reference") == "DocumentReference/1")
        let attachment = written["content"]?["attachment"]
        #expect(attachment?.text("hash") == "2jmj7l5rSw0yVb/vlWAYkK/YBwk=")
        #expect(attachment?.text("url") == "https://x/fhir/Binary/0c287d32-01e3-4d87-9953-9fcc9404eb21")
        #expect(attachment?.text("creation") == "2026-03-01T09:00:00Z")
        #expect(written["context"]?["period"]?.text("start") == "2026-02-28")
        #expect(written.all("contained").map(\.type) == ["Patient", "Practitioner", "Organization", "PractitionerRole"])
        #expect(written["author"]?.text("reference") == "#role3")
        for (status, code) in [(AvailabilityStatus.deprecated, "superseded"), (.deleted, "entered-in-error")] {
            #expect(FHIRElement.documentReference(entry { $0.availabilityStatus = status }, base: "").text("status") == code)
        }
    }

    private func patch(_ json: String) throws -> MetadataPatch? {
        MetadataPatch(operations: try JSONPatchOperation.read(Array(json.utf8), of: "DocumentReference"))
    }

    @Test func `a patch changes status, labels and archiving, and nothing else`() throws {
        let label = "{\"coding\":[{\"system\":\"urn:oid:1.2.250.1.213.1.1.4.13\",\"code\":\"MASQUE_PS\"}]}"
        let hidden = Code(code: "MASQUE_PS", scheme: "1.2.250.1.213.1.1.4.13")
        let normal = Code(code: "N", scheme: "2.16.840.1.113883.5.25")
        #expect(try patch("[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"superseded\"}]") == MetadataPatch(status: "superseded"))
        let added = try #require(try patch("[{\"op\":\"add\",\"path\":\"/securityLabel/-\",\"value\":\(label)}]"))
        #expect(added.confidentiality(from: [normal]) == [normal, hidden])
        #expect(try patch("[{\"op\":\"replace\",\"path\":\"/securityLabel\",\"value\":[\(label)]}]")?.confidentiality(from: [normal]) == [hidden])
        #expect(try patch("[{\"op\":\"remove\",\"path\":\"/securityLabel/1\"}]")?.confidentiality(from: [normal, hidden]) == [normal])
        #expect(try patch("[{\"op\":\"remove\",\"path\":\"/securityLabel/7\"}]")?.confidentiality(from: [normal]) == nil)
        let archived = "{\"url\":\"http://esante.gouv.fr/cisis/fhir/StructureDefinition/PDSm_isArchived\",\"valueBoolean\":true}"
        #expect(try patch("[{\"op\":\"add\",\"path\":\"/extension/-\",\"value\":\(archived)}]") == MetadataPatch(isArchived: true))
        for other in [
            "[{\"op\":\"replace\",\"path\":\"/type\",\"value\":{\"text\":\"x\"}}]", "[{\"op\":\"move\",\"path\":\"/status\",\"from\":\"/id\"}]",
            "[{\"op\":\"remove\",\"path\":\"/status\"}]", "[]",
        ] { #expect(try patch(other) == nil, "\(other)") }
        #expect(throws: FHIRFaults.self) { try patch("{}") }
        #expect(throws: FHIRFaults.self) { try patch("[{\"op\":\"add\",\"path\":\"/securityLabel/-\",\"value\":{\"x\":1}}]") }
    }
}
