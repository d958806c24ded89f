// Searches over FHIR: values, tokens, moments and their edges, and texts between FHIR and the registry.

import ClinicalTypes
import Testing
import XDSMessages

@testable import SubmissionMetadata

@Suite struct SearchFormTests {
    @Test(arguments: [
        ("a", ["a"]), ("a,b", ["a", "b"]), ("a\\,b", ["a,b"]), ("a\\\\,b", ["a\\", "b"]), (",a,,", ["a"]), ("", []), ("a\\", ["a"]), ("a\\|b", ["a|b"]),
    ])
    func `a comma divides alternatives, and a backslash takes its meaning away`(text: String, values: [String]) {
        #expect(SearchParameter("x", text).values == values)
    }

    @Test(arguments: [
        ("type", "type", nil), ("type:not", "type", "not"), ("patient:identifier", "patient", "identifier"), ("a:b:c", "a", "b:c"), ("", "", nil),
    ])
    func `a modifier stands behind a colon`(written: String, name: String, modifier: String?) {
        let parameter = SearchParameter(written, "x")
        #expect(parameter.name == name && parameter.modifier == modifier)
    }

    @Test(arguments: [
        ("urn:oid:1.2.3|A", "1.2.3", "A"), ("http://loinc.org|11488-4", "2.16.840.1.113883.6.1", "11488-4"), ("|A", nil, "A"), ("A", nil, "A"),
        ("http://x|", "http://x", ""),
        ("http://x|a|b", "http://x", "a|b"), ("", nil, ""),
        ("https://mos.esante.gouv.fr/NOS/TRE_A03-ClasseDocument-CISIS/FHIR/TRE-A03-ClasseDocument-CISIS|10", "1.2.250.1.213.1.1.4.1", "10"),
        ("https://rpps.esante.gouv.fr|8", "1.2.250.1.71.4.2.1", "8"), ("http://finess.fr|7", "1.2.250.1.71.4.2.2", "7"),
    ])
    func `a token is a code within its system, told as an OID`(text: String, system: String?, code: String) {
        let token = SearchToken(text)
        #expect(token.system == system && token.code == code)
    }

    @Test(arguments: [
        ("2026", "2026", "20260101000000", "20261231235959"), ("eq2026-03", "202603", "20260301000000", "20260331235959"),
        ("2026-03-01", "20260301", "20260301000000", "20260301235959"), ("2026-03-01T10:11:12Z", "20260301101112", "20260301101112", "20260301101112"),
        ("ge2026-03-01T00:30:00+01:00", "20260228233000", "20260228233000", "20260228233000"),
    ])
    func `a moment is as long as its precision, in UTC`(text: String, dtm: String, from: String, to: String) throws {
        let moment = try #require(SearchMoment(text))
        #expect(moment.dtm == dtm && moment.from == from && moment.to.prefix(6) == to.prefix(6) && moment.to.suffix(6) == to.suffix(6))
    }

    @Test(arguments: [
        "", "ge", "eq", "xx2026", "ne2026", "2026-13", "T", "eqT", "geT10:00", "ge ", "2026-02-30", "yesterday", "g2026", "2026T10:10", "2026-03T10:00:00Z",
    ])
    func `what is no moment is none, and nothing of it makes the reader stumble`(text: String) {
        #expect(SearchMoment(text) == nil)
        #expect(TimeText.dtm(text) == nil)
    }

    @Test(arguments: [
        ("2026-03", "20260228235959", false), ("2026-03", "20260301", true), ("2026-03", "20260331235959", true), ("2026-03", "20260401", false),
        ("ge2026-03", "20260228235959", false), ("ge2026-03", "20260301", true), ("gt2026-03", "20260331235959", false), ("gt2026-03", "20260401000000", true),
        ("le2026-03", "20260331235959", true), ("le2026-03", "20260401000000", false), ("lt2026-03", "20260228235959", true), ("lt2026-03", "20260301", false),
        ("ge2026", "2026", true), ("lt2026", "2026", false),
    ])
    func `a comparison holds at the first and the last second of its moment`(text: String, time: String, isAdmitted: Bool) throws {
        #expect(try #require(SearchMoment(text)).admits(time) == isAdmitted)
    }

    @Test(
        arguments: [
            ("2026", "2026"), ("202603", "2026-03"), ("20260301", "2026-03-01"), ("2026030110", "2026-03-01T10:00:00Z"),
            ("202603011011", "2026-03-01T10:11:00Z"),
            ("20260301101112", "2026-03-01T10:11:12Z"), ("20260", nil), ("", nil), ("2026a", nil), ("202603011011123", nil), (nil, nil),
        ] as [(String?, String?)])
    func `a time of the registry is one of FHIR, with minutes where it has hours`(dtm: String?, iso: String?) {
        #expect(TimeText.iso(dtm) == iso)
        if let iso, dtm?.utf8.count != 10, dtm?.utf8.count != 12 { #expect(TimeText.dtm(iso) == dtm) }
    }

    private static let patient = SearchParameter("patient.identifier", "urn:oid:1.2.250.1.213.1.4.8|123")
    private static let status = SearchParameter("status", "current")

    private func search(_ parameters: SearchParameter...) throws(SearchFault) -> DocumentSearch {
        try DocumentSearch([Self.patient, Self.status] + parameters)
    }

    private func values(_ search: DocumentSearch, _ name: String) -> [String]? { search.query.parameters.first { $0.name == name }?.values.map(\.text) }

    @Test(arguments: [
        ("category", "$XDSDocumentEntryClassCode"), ("type", "$XDSDocumentEntryTypeCode"), ("setting", "$XDSDocumentEntryPracticeSettingCode"),
        ("facility", "$XDSDocumentEntryHealthcareFacilityTypeCode"), ("format", "$XDSDocumentEntryFormatCode"),
        ("security-label", "$XDSDocumentEntryConfidentialityCode"), ("event", "$XDSDocumentEntryEventCodeList"),
    ])
    func `a parameter of codes asks for its attribute, and needs the system`(name: String, attribute: String) throws {
        #expect(values(try search(SearchParameter(name, "urn:oid:1.2|A,urn:oid:1.3|B")), attribute) == ["A^^1.2", "B^^1.3"])
        for value in ["A", "|A", "urn:oid:1.2|", ""] {
            #expect(throws: SearchFault(kind: .systemMissing, parameter: name)) { try search(SearchParameter(name, value)) }
        }
    }

    @Test(arguments: [
        ("creation", "$XDSDocumentEntryCreationTimeFrom"), ("date", "$XDSDocumentEntryCreationTimeFrom"),
        ("period-start", "$XDSDocumentEntryServiceStartTimeFrom"),
        ("period-end", "$XDSDocumentEntryServiceStopTimeFrom"),
    ])
    func `a parameter of a time asks from its beginning, and not where only the end is said`(name: String, attribute: String) throws {
        for (value, from) in [("ge2026", ["20260101000000"]), ("2026", ["20260101000000"]), ("gt2026", ["20260101000000"]), ("le2026", nil), ("lt2026", nil)]
            as [(String, [String]?)]
        {
            #expect(values(try search(SearchParameter(name, value)), attribute) == from, "\(value)")
        }
        for value in ["", "ge", "x", "ge2026,le2027"] {
            #expect(throws: SearchFault(kind: .malformed, parameter: name)) { try search(SearchParameter(name, value)) }
        }
    }

    @Test(arguments: [
        ("current", ["Approved", "Archived"]), ("superseded", ["Deprecated"]), ("entered-in-error", ["Deleted"]),
        ("current,superseded", ["Approved", "Deprecated", "Archived"]),
    ])
    func `a status asks for those that it stands for`(value: String, asked: [String]) throws {
        let search = try DocumentSearch([Self.patient, SearchParameter("status", value)])
        #expect(values(search, "$XDSDocumentEntryStatus")?.map { String($0.split(separator: ":").last ?? "") } == asked)
    }

    @Test(arguments: [("true", ["Archived"]), ("false", ["Approved"])])
    func `what is put away is asked for by a parameter of its own`(value: String, asked: [String]) throws {
        #expect(
            values(try search(SearchParameter("isArchived", value)), "$XDSDocumentEntryStatus")?.map { String($0.split(separator: ":").last ?? "") } == asked)
    }

    @Test(arguments: [("0", 0), ("1000", 1_000), ("1001", nil), ("-1", nil), ("x", nil), ("", nil)])
    func `a count is from 0 to 1000, over documents and over lists`(text: String, count: Int?) throws {
        let list = [Self.patient, Self.status, SearchParameter("code", "folder"), SearchParameter("_count", text)]
        if let count {
            #expect(try search(SearchParameter("_count", text)).page.count == count && ListSearch(list).page.count == count)
        } else {
            #expect(throws: SearchFault(kind: .malformed, parameter: "_count")) { try search(SearchParameter("_count", text)) }
            #expect(throws: SearchFault(kind: .malformed, parameter: "_count")) { try ListSearch(list) }
        }
    }

    @Test func `a page comes after a name, which is that of an entry`() throws {
        let list = { [Self.patient, Self.status, SearchParameter("code", "submissionset"), SearchParameter("_after", $0)] }
        let name = "0c287d32-01e3-4d87-9953-9fcc9404eb21"
        #expect(try search(SearchParameter("_after", name)).page.after == "urn:uuid:" + name)
        #expect(try ListSearch(list(name)).page.after == "urn:uuid:" + name)
        #expect(try search().page.after == nil)
        for text in ["", "7", "urn:uuid:" + name, name + "," + name] {
            #expect(throws: SearchFault(kind: .malformed, parameter: "_after")) { try search(SearchParameter("_after", text)) }
            #expect(throws: SearchFault(kind: .malformed, parameter: "_after")) { try ListSearch(list(text)) }
        }
    }

    @Test func `the words of the form are no parameters of the registry, and what nobody knows is told`() throws {
        let search = try search(SearchParameter("_format", "json"), SearchParameter("_pretty", "true"), SearchParameter("colour", "red"))
        #expect(search.unknown == ["colour"] && search.query.parameters.count == 2)
    }

    @Test(arguments: [("1.2.250.1.213.1.4.10", "NH"), ("1.2.250.1.999", "PI")])
    func `a patient is asked for under the national identity or a local one`(system: String, type: String) throws {
        for name in ["patient", "patient.identifier", "patient:identifier"] {
            let search = try DocumentSearch([SearchParameter(name, "urn:oid:\(system)|7"), Self.status])
            #expect(values(search, "$XDSDocumentEntryPatientId") == ["7^^^&\(system)&ISO^\(type)"])
        }
    }

    private func list(_ code: String, _ parameters: SearchParameter...) throws(SearchFault) -> ListSearch {
        try ListSearch([SearchParameter("code", code), Self.patient, Self.status] + parameters)
    }

    @Test(arguments: [("submissionset", "$XDSSubmissionSet"), ("folder", "$XDSFolder")])
    func `a search for lists asks for sets or folders, in their own words`(code: String, prefix: String) throws {
        let search = try list(code, SearchParameter("designationType", "urn:oid:1.2|A"), SearchParameter("date", "ge2026"), SearchParameter("colour", "red"))
        let names = search.query.parameters.map(\.name)
        let isSet = code == "submissionset"
        #expect(search.query.query == (isSet ? .findSubmissionSets : .findFolders) && search.unknown == ["colour"])
        #expect(
            names == [
                prefix + "PatientId", prefix + "Status", isSet ? "$XDSSubmissionSetContentType" : "$XDSFolderCodeList",
                isSet ? "$XDSSubmissionSetSubmissionTimeFrom" : "$XDSFolderLastUpdateTimeFrom",
            ])
    }

    @Test func `a source is asked of sets alone`() throws {
        let source = SearchParameter("sourceId", "urn:oid:1.2.3")
        #expect(try list("submissionset", source).query.parameters.last == QueryParameter("$XDSSubmissionSetSourceId", anyOf: [.string("1.2.3")]))
        #expect(try list("folder", source).unknown == ["sourceId"])
    }

    @Test func `a search for lists that lacks or misspells what it must have is refused by the name of that`() {
        let cases: [([SearchParameter], SearchFault)] = [
            ([Self.patient, Self.status], SearchFault(kind: .missing, parameter: "code")),
            ([SearchParameter("code", "x"), Self.patient, Self.status], SearchFault(kind: .malformed, parameter: "code")),
            ([SearchParameter("code", "folder"), Self.status], SearchFault(kind: .missing, parameter: "patient.identifier")),
            ([SearchParameter("code", "folder"), Self.patient], SearchFault(kind: .missing, parameter: "status")),
            ([SearchParameter("code", "folder"), Self.patient, SearchParameter("status:not", "x")], SearchFault(kind: .unknown, parameter: "status")),
            ([SearchParameter("code", "folder"), Self.patient, Self.status, SearchParameter("date", "ge")], SearchFault(kind: .malformed, parameter: "date")),
            (
                [SearchParameter("code", "folder"), Self.patient, Self.status, SearchParameter("designationType", "A")],
                SearchFault(kind: .systemMissing, parameter: "designationType")
            ),
        ]
        for (parameters, fault) in cases { #expect(throws: fault) { try ListSearch(parameters) } }
    }

    @Test(arguments: [
        ("identifier", "urn:oid:1.2.3", true), ("identifier", "1.2.3", true), ("identifier", "urn:uuid:1", true),
        ("identifier", "urn:ietf:rfc:3986|urn:oid:1.2.3", true),
        ("identifier", "1.2.4", false), ("date", "2026-03", true), ("date", "le2026-02", false), ("date", "lt2026-04", true),
    ])
    func `what a registry cannot filter of lists is filtered here`(name: String, value: String, isAdmitted: Bool) throws {
        let search = try list("folder", SearchParameter(name, value))
        #expect(search.admits(uniqueID: "1.2.3", entryUUID: "urn:uuid:1", time: "20260301") == isAdmitted)
        #expect(search.admits(uniqueID: "1.2.3", entryUUID: "urn:uuid:1", time: nil) == (isAdmitted && name == "identifier"))
    }

    @Test(arguments: [
        (SearchFault.Kind.missing, "fhir.search-parameter-missing"), (.malformed, "fhir.search-value-malformed"), (.unknown, "fhir.search-parameter-unknown"),
        (.systemMissing, "fhir.search-system-missing"),
    ])
    func `a fault of a search has a stable code`(kind: SearchFault.Kind, code: String) { #expect(kind.rawValue == code) }
}
