// Questions over FHIR at the gateway's door, over real mutual TLS before the sandbox's store: every parameter narrows, every malformed one is told.

import AuthorTrust
import CDADocuments
import Delivery
import FHIRResources
import Foundation
import GatewayServer
import RecordStore
import SandboxSupport
import SubmissionMetadata
import TestSupport
import Testing
import XDSMessages

@Suite struct SearchDoorTests {
    /// A parameter, a value that finds some, and one that it cannot have.
    private struct Case {
        let name: String
        let query: String
        let finds: [String]
        let malformed: String
        var code = "fhir.search-value-malformed"
    }

    private static let patient = "patient.identifier=urn:oid:1.2.250.1.213.1.4.10%7C258073899904282"

    // MARK: ITI-67

    private static let documents: [Case] = [
        Case(name: "patient.identifier", query: patient + "&status=current", finds: ["1", "2", "3"], malformed: "patient.identifier=258073899904282"),
        Case(
            name: "patient", query: "patient:identifier=urn:oid:1.2.250.1.213.1.4.10%7C258073899904282&status=current", finds: ["1", "2", "3"],
            malformed: "patient=Patient/1"),
        Case(name: "status", query: patient + "&status=superseded", finds: ["4"], malformed: "status=final"),
        Case(name: "isArchived", query: patient + "&status=current&isArchived=true", finds: ["3"], malformed: "isArchived=yes"),
        Case(name: "category", query: current("category=urn:oid:1.2.250.1.213.1.1.4.1%7C31"), finds: ["2"], malformed: "category=31", code: system),
        Case(name: "type", query: current("type=http://loinc.org%7C18748-4"), finds: ["2"], malformed: "type=18748-4", code: system),
        Case(name: "setting", query: current("setting=urn:oid:1.2.250.1.213.1.1.4.9%7CIMAGERIE"), finds: ["2"], malformed: "setting=IMAGERIE", code: system),
        Case(name: "facility", query: current("facility=urn:oid:1.2.250.1.71.4.2.4%7CSA01"), finds: ["2"], malformed: "facility=%7CSA01", code: system),
        Case(name: "format", query: current("format=urn:oid:1.2.3%7Cg"), finds: ["2"], malformed: "format=g", code: system),
        Case(
            name: "security-label", query: current("security-label=http://terminology.hl7.org/CodeSystem/v3-Confidentiality%7CR"), finds: ["2"],
            malformed: "security-label=R", code: system),
        Case(name: "event", query: current("event=urn:oid:1.2.250.1.213.2.5%7CZBQK002"), finds: ["2"], malformed: "event=ZBQK002", code: system),
        Case(name: "creation", query: current("creation=ge2026-01-15"), finds: ["2", "3"], malformed: "creation=yesterday"),
        Case(name: "date", query: current("date=lt2026-02-01T00:00:00Z"), finds: ["1"], malformed: "date=ap2026"),
        Case(name: "period", query: current("period=2026-02"), finds: ["2"], malformed: "period=2026-13"),
        Case(name: "period-start", query: current("period-start=gt2026-01-15"), finds: ["2", "3"], malformed: "period-start=le"),
        Case(name: "period-end", query: current("period-end=le2026-01-02"), finds: ["1"], malformed: "period-end=2026-01-01,2026-02-01"),
        Case(name: "author.family", query: current("author.family=pell"), finds: ["2"], malformed: "author.family="),
        Case(name: "author.given", query: current("author.given=Yv"), finds: ["2"], malformed: "author.given="),
        Case(name: "identifier", query: current("identifier=urn:ietf:rfc:3986%7Curn:oid:1.2.2"), finds: ["2"], malformed: "identifier=urn:ietf:rfc:3986%7C"),
        Case(name: "related", query: current("related:identifier=urn:oid:1.2.3%7CA2"), finds: ["2"], malformed: "related="),
        Case(name: "_id", query: current("_id=$2"), finds: ["2"], malformed: "_id=not%20an%20id"),
    ]
    private static let system = "fhir.search-system-missing"

    private static func current(_ parameter: String) -> String { patient + "&status=current&" + parameter }

    @Test func `every parameter of a search for documents narrows it, and a value that it cannot have is told by its name`() async throws {
        try await withQuestions { door in
            let statement = try FHIRElement.read(json: await door.get("/fhir/metadata", field: nil).body)
            #expect(Set(Self.documents.map(\.name)) == Set(statement.parameters(of: "DocumentReference")), "what is offered is what is tried here")
            for one in Self.documents {
                let ids = try await door.ids()
                let query = one.query.replacing("$2", with: ids["2"] ?? "-")
                let page = try await door.search("DocumentReference", query)
                #expect(page.documents == one.finds, "\(one.name)")
                let refused = try await door.get("/fhir/DocumentReference?\(one.malformed)&\(Self.patient)&status=current")
                #expect(refused.status == 400, "\(one.name)")
                let issue = try FHIRElement.read(json: refused.body)["issue"]
                #expect(issue?["details"]?["coding"]?.text("code") == one.code, "\(one.name)")
                #expect(issue?.text("expression") == "http." + one.name)
            }
        }
    }

    @Test func `what a search demands, does not know, or does not offer is told, and strictly refused where that is asked for`() async throws {
        try await withQuestions { door in
            for (query, code) in [
                ("status=current", "fhir.search-parameter-missing"), (Self.patient, "fhir.search-parameter-missing"),
                (Self.current("type:not=http://loinc.org%7C1"), "fhir.search-parameter-unknown"), (Self.current("_count=1001"), "fhir.search-value-malformed"),
                (Self.current("_count=-1"), "fhir.search-value-malformed"), (Self.current("_after=x"), "fhir.search-value-malformed"),
                (Self.current("status=superseded"), "fhir.search-value-malformed"),
            ] {
                let refused = try await door.get("/fhir/DocumentReference?" + query)
                #expect(refused.status == 400, "\(query)")
                #expect(try FHIRElement.read(json: refused.body).codes == [code], "\(query)")
            }
            let page = try await door.search("DocumentReference", Self.current("colour=red"))
            #expect(page.documents == ["1", "2", "3"])
            #expect(page.all("entry").last?["search"]?.text("mode") == "outcome")
            #expect(page.all("entry").last?["resource"]?["issue"]?.text("severity") == "warning")
            let strict = try await door.get("/fhir/DocumentReference?" + Self.current("colour=red"), fields: [("Prefer", "handling=strict")])
            #expect(strict.status == 400)
        }
    }

    @Test func `a search by POST is that by GET, in the form that is asked for`() async throws {
        try await withQuestions { door in
            let form = "application/x-www-form-urlencoded"
            let query = Self.current("type=http://loinc.org%7C18748-4")
            for (path, body) in [("/fhir/DocumentReference/_search", query), ("/fhir/DocumentReference/_search?status=current", Self.patient)] {
                let answer = try await door.post(path, Array(body.utf8), contentType: form, fields: [("Accept", "application/fhir+xml")])
                #expect(answer.status == 200 && answer.contentType == FHIRFormat.xml.mediaType)
                #expect(try FHIRElement.read(xml: answer.body).documents.contains("2"))
            }
            let lists = try await door.post(
                "/fhir/List/_search", Array((Self.patient + "&status=current&code=submissionset").utf8), contentType: form + "; charset=utf-8")
            #expect(try FHIRElement.read(json: lists.body).sets == ["1", "2", "3", "4", "5"])
            #expect(try await door.post("/fhir/DocumentReference/_search", Array("{}".utf8), contentType: "application/json").status == 415)
        }
    }

    // MARK: Pages

    @Test func `pages tell each document once that is there throughout, while others come and go`() async throws {
        try await withQuestions { door in
            for number in 10..<16 { try await door.register(Invented("\(number)")) }
            let there = try await door.search("DocumentReference", Self.current("_count=1000")).documents
            #expect(there.count == 9)
            var seen: [String] = []
            var next: String? = "/fhir/DocumentReference?" + Self.current("_count=2")
            var number = 20
            while let path = next {
                let page = try FHIRElement.read(json: await door.get(path).body)
                #expect(page.all("entry").count <= 2)
                seen += page.documents
                next = page.all("link").first { $0.text("relation") == "next" }?.text("url").map { String($0.drop { $0 != "?" }) }.map {
                    "/fhir/DocumentReference" + $0
                }
                // Between two pages a document comes, and the last that was told goes.
                try await door.register(Invented("\(number)"))
                if let last = page.documents.last { try await door.change(last, to: .deleted) }
                number += 1
            }
            #expect(Set(there).isSubset(of: seen))
            #expect(seen.count == Set(seen).count, "none is told twice")
        }
    }

    @Test func `a page that is all tells the total, a further one does not, and none asked for gives the number alone`() async throws {
        try await withQuestions { door in
            let all = try await door.search("DocumentReference", Self.current("_count=3"))
            #expect(all.text("total") == "3" && all.all("link").count == 1)
            let first = try await door.search("DocumentReference", Self.current("_count=2"))
            #expect(first.text("total") == nil && first.all("link").map { $0.text("relation") } == ["self", "next"])
            let number = try await door.search("DocumentReference", Self.current("_count=0"))
            #expect(number.text("total") == "3" && number.all("entry").isEmpty && number.all("link").count == 1)
            let sets = try await door.search("List", Self.patient + "&status=current&code=submissionset&_count=2")
            #expect(sets.text("total") == "7" && sets.all("entry").count == 2 && sets.all("link").count == 2, "two of them changed a status")
        }
    }

    @Test func `what is hidden from who asks is on no page and in no number`() async throws {
        try await withQuestions { door in
            try await door.register(Invented("30") { $0.confidentialityCodes.append(Code(code: "MASQUE_PS", scheme: "1.2.250.1.213.1.1.4.13")) })
            let pharmacist = try await door.search("DocumentReference", Self.current("_count=1000"), as: "pharmacist")
            #expect(pharmacist.documents == ["1", "2", "3"] && pharmacist.text("total") == "3")
        }
    }

    // MARK: ITI-66

    private static func sets(_ parameter: String) -> String { patient + "&status=current&code=submissionset&" + parameter }

    private static let lists: [Case] = [
        Case(name: "code", query: patient + "&status=current&code=folder", finds: [], malformed: "code=basket"),
        Case(name: "patient.identifier", query: sets(""), finds: ["1", "2", "3", "4", "5"], malformed: "code=submissionset&patient.identifier=1"),
        Case(
            name: "patient", query: "patient:identifier=urn:oid:1.2.250.1.213.1.4.10%7C258073899904282&status=current&code=submissionset",
            finds: ["1", "2", "3", "4", "5"], malformed: "code=submissionset&patient=Patient/1"),
        Case(name: "status", query: patient + "&status=retired&code=submissionset", finds: [], malformed: "code=submissionset&status=superseded"),
        Case(name: "identifier", query: sets("identifier=urn:ietf:rfc:3986%7Curn:oid:1.2.2.1"), finds: ["2"], malformed: "code=submissionset&identifier=%7C"),
        Case(name: "date", query: sets("date=ge2026-02-01"), finds: ["2", "3"], malformed: "code=submissionset&date=2026-99"),
        Case(
            name: "designationType", query: sets("designationType=urn:oid:1.2.250.1.213.2.2%7C03"), finds: ["2"],
            malformed: "code=submissionset&designationType=03", code: system),
        Case(name: "sourceId", query: sets("sourceId=urn:oid:1.2.3.9"), finds: ["2"], malformed: "code=submissionset&sourceId=%7C"),
        Case(name: "source.family", query: sets("source.family=PELL"), finds: ["2"], malformed: "code=submissionset&source.family="),
        Case(name: "source.given", query: sets("source.given=yvan"), finds: ["2"], malformed: "code=submissionset&source.given="),
        Case(name: "_id", query: sets("_id=$2"), finds: ["2"], malformed: "code=submissionset&_id=not%20an%20id"),
    ]

    @Test func `every parameter of a search for lists narrows it, and a value that it cannot have is told by its name`() async throws {
        try await withQuestions { door in
            let statement = try FHIRElement.read(json: await door.get("/fhir/metadata", field: nil).body)
            #expect(Set(Self.lists.map(\.name)) == Set(statement.parameters(of: "List")), "what is offered is what is tried here")
            let all = try await door.search("List", Self.sets(""))
            let second = all.all("entry").compactMap { $0["resource"] }.first { $0.all("identifier").contains { $0.text("value") == "urn:oid:1.2.2.1" } }
            for one in Self.lists {
                let page = try await door.search("List", one.query.replacing("$2", with: second?.text("id") ?? "-"))
                #expect(page.sets == one.finds, "\(one.name)")
                let refused = try await door.get("/fhir/List?\(one.malformed)&\(Self.patient)&status=current")
                #expect(refused.status == 400, "\(one.name)")
                #expect(try FHIRElement.read(json: refused.body).codes == [one.code], "\(one.name)")
            }
            #expect(try await door.get("/fhir/List?\(Self.patient)&status=current").status == 400, "without a code it is not known what is searched for")
            let set = try #require(second)
            #expect(set["entry"]?["item"]?.text("reference") == "DocumentReference/" + (try await door.ids()["2"] ?? "-"))
            let read = try await door.get("/fhir/List/" + (set.text("id") ?? ""))
            #expect(try FHIRElement.read(json: read.body) == set, "what is found is what is read")
        }
    }

    // MARK: ITI-68 and reads

    @Test func `a document is given as its bytes or as a Binary, as asked, and one that was deleted is gone`() async throws {
        try await withQuestions { door in
            let ids = try await door.ids()
            let bytes = try await door.get("/fhir/Binary/" + (ids["2"] ?? ""))
            #expect(bytes.status == 200 && bytes.contentType == "text/xml" && bytes.body == Array("<a>2</a>".utf8))
            for (fields, query, form) in [
                ([("Accept", "application/fhir+json")], "", FHIRFormat.json), ([("Accept", "application/fhir+xml")], "", .xml), ([], "?_format=xml", .xml),
            ] {
                let answer = try await door.get("/fhir/Binary/" + (ids["2"] ?? "") + query, fields: fields)
                let binary = form == .json ? try FHIRElement.read(json: answer.body) : try FHIRElement.read(xml: answer.body)
                #expect(answer.contentType == form.mediaType && binary.text("data") == Array("<a>2</a>".utf8).base64)
            }
            for kind in ["DocumentReference", "Binary"] {
                let gone = try await door.get("/fhir/\(kind)/" + (ids["5"] ?? ""))
                #expect(gone.status == 410, "\(kind)")
                #expect(try FHIRElement.read(json: gone.body).codes == ["fhir.deleted"])
                #expect(try await door.get("/fhir/\(kind)/" + UUID().uuidString).status == 404)
                #expect(try await door.get("/fhir/\(kind)/1").status == 404, "no id that is given here")
                #expect(try await door.get("/fhir/\(kind)/" + (ids["6"] ?? "")).status == 403, "another patient's")
            }
            #expect(try await door.get("/fhir/Binary/" + (ids["2"] ?? ""), fields: [("Accept", "image/png")]).status == 406)
        }
    }

    @Test func `nobody finds anything without an assertion, or with one that was used`() async throws {
        try await withQuestions { door in
            let path = "/fhir/DocumentReference?" + Self.current("")
            #expect(try await door.get(path, field: nil).status == 403)
            let field = try door.assertion("doctor")
            #expect(try await door.get(path, field: field).status == 200)
            let again = try await door.get(path, field: field)
            #expect(again.status == 403)
            #expect(try FHIRElement.read(json: again.body).codes.contains("assertion.replayed"))
            #expect(try await door.get(path, field: try door.assertion("doctor", patient: "279035121518989")).status == 403)
            #expect(try await door.get(path, as: "pharmacist", field: try door.assertion("doctor")).status == 403)
        }
    }

    // MARK: What is offered

    @Test func `the statement says what is served, and what it does not say is not`() async throws {
        try await withQuestions { door in
            let statement = try FHIRElement.read(json: await door.get("/fhir/metadata", field: nil).body)
            let resources = statement["rest"]?.all("resource") ?? []
            let offered = Dictionary(uniqueKeysWithValues: resources.map { ($0.text("type") ?? "", $0.all("interaction").compactMap { $0.text("code") }) })
            #expect(offered == ["DocumentReference": ["create", "read", "patch", "search-type"], "List": ["read", "search-type"], "Binary": ["read"]])
            #expect(statement["rest"]?.all("interaction").map { $0.text("code") } == ["transaction"])
            #expect(statement.text("fhirVersion") == "4.0.1" && statement.all("format").map(\.value) == ["application/fhir+json", "application/fhir+xml"])
            let id = try await door.ids()["2"] ?? ""
            for (kind, interactions) in offered {
                #expect(try await door.get("/fhir/\(kind)?" + Self.sets("")).status == (interactions.contains("search-type") ? 200 : 404), "\(kind)")
                let created = try await door.post("/fhir/\(kind)", Array("{}".utf8), contentType: FHIRFormat.json.mediaType)
                #expect(interactions.contains("create") ? created.status == 400 : [404, 405].contains(created.status), "\(kind)")
                for method in ["PUT", "DELETE"] {
                    let refused = try await door.send(method, "/fhir/\(kind)/\(id)", Array("{}".utf8), contentType: FHIRFormat.json.mediaType)
                    #expect([404, 405].contains(refused.status), "\(method) \(kind)")
                    #expect(try FHIRElement.read(json: refused.body).type == "OperationOutcome")
                }
                let patched = try await door.send("PATCH", "/fhir/\(kind)/\(id)", Array("[]".utf8), contentType: "application/json-patch+json")
                #expect(interactions.contains("patch") ? patched.status == 405 || patched.status == 400 : [404, 405].contains(patched.status), "\(kind)")
            }
            #expect(try await door.get("/fhir/Patient").status == 404)
        }
    }

    @Test func `the form of an answer is that of _format before Accept, by weight, and nothing else is spoken`() async throws {
        try await withQuestions { door in
            let cases: [(query: String, accept: String?, form: FHIRFormat?)] = [
                ("", nil, .json), ("", "*/*", .json), ("", "application/*", .json), ("", "application/fhir+xml", .xml), ("", "application/xml", .xml),
                ("", "application/json", .json), ("", "application/fhir+xml;q=0.5, application/fhir+json", .json),
                ("", "application/fhir+json;q=0.5, application/fhir+xml;q=0.9", .xml), ("", "text/html, application/fhir+xml;q=0.1", .xml),
                ("", "application/fhir+json; fhirVersion=4.0", .json), ("?_format=xml", nil, .xml), ("?_format=json", "application/fhir+xml", .json),
                ("?_format=application/fhir%2Bxml", "application/fhir+json", .xml), ("?_format=application/fhir+xml", nil, .xml),
                ("", "text/html", nil), ("", "application/fhir+json; fhirVersion=5.0", nil), ("", "application/fhir+json;q=0", nil),
                ("?_format=turtle", nil, nil),
                ("?_format=html", "application/fhir+json", nil),
            ]
            for (query, accept, form) in cases {
                let answer = try await door.get("/fhir/metadata" + query, field: nil, fields: accept.map { [("Accept", $0)] } ?? [])
                #expect(answer.status == (form == nil ? 406 : 200), "\(query) \(accept ?? "-")")
                if let form { #expect(answer.contentType == form.mediaType, "\(query) \(accept ?? "-")") }
            }
        }
    }

    // MARK: -

    private func withQuestions(_ work: (QuestionDoor) async throws -> Void) async throws { try await QuestionDoor.opened(work) }
}

extension FHIRElement {
    fileprivate func parameters(of type: String) -> [String] {
        let resource = self["rest"]?.all("resource").first { $0.text("type") == type }
        return resource?.all("searchParam").compactMap { $0.text("name") } ?? []
    }
}
