// Patches over FHIR at the gateway's door: JSON Patch and FHIRPath Patch change what may be changed, as the store then has it, and nothing else.

import Delivery
import FHIRResources
import Foundation
import GatewayServer
import RecordStore
import SandboxSupport
import TestSupport
import Testing
import XDSMessages

@Suite struct PatchDoorTests {
    private static let hidden = Code(code: "MASQUE_PS", scheme: "1.2.250.1.213.1.1.4.13")
    private static let label = "{\"coding\":[{\"system\":\"urn:oid:1.2.250.1.213.1.1.4.13\",\"code\":\"MASQUE_PS\"}]}"
    private static let archivedURL = "http://esante.gouv.fr/cisis/fhir/StructureDefinition/PDSm_isArchived"

    /// A form in which a patch is written.
    private enum Form: String, CaseIterable {
        case jsonPatch = "application/json-patch+json"
        case json = "application/fhir+json"
        case xml = "application/fhir+xml"
    }

    /// A FHIRPath Patch of one operation.
    private func path(_ type: String, _ path: String, name: String? = nil, _ value: (String, FHIRElement)? = nil, _ form: Form) -> [UInt8] {
        var patch = FHIRElement("Parameters")
        patch.add("parameter") { operation in
            operation.add("name", "operation")
            let texts = [("type", "valueCode", type), ("path", "valueString", path)] + (name.map { [("name", "valueString", $0)] } ?? [])
            for (name, kind, text) in texts {
                operation.add("part") { part in
                    part.add("name", name)
                    part.add(kind, text)
                }
            }
            guard let value else { return }
            operation.add("part") { part in
                part.add("name", "value")
                part.add(value.0, value.1)
            }
        }
        return form == .xml ? patch.xml : patch.json
    }

    private func code(_ text: String) -> (String, FHIRElement) { ("valueCode", FHIRElement("code", value: text)) }

    private var concept: (String, FHIRElement) {
        var concept = FHIRElement("CodeableConcept")
        concept.add("coding") { coding in
            coding.add("system", "urn:oid:1.2.250.1.213.1.1.4.13")
            coding.add("code", "MASQUE_PS")
        }
        return ("valueCodeableConcept", concept)
    }

    private func archiving(_ flag: Bool, _ form: Form) -> [UInt8] {
        form == .jsonPatch
            ? Array("[{\"op\":\"add\",\"path\":\"/extension/-\",\"value\":{\"url\":\"\(Self.archivedURL)\",\"valueBoolean\":\(flag)}}]".utf8)
            : path(
                "replace", "DocumentReference.extension.where(url = '\(Self.archivedURL)').value", ("valueBoolean", FHIRElement("boolean", value: "\(flag)")),
                form)
    }

    private func status(_ text: String, _ form: Form) -> [UInt8] {
        form == .jsonPatch
            ? Array("[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"\(text)\"}]".utf8) : path("replace", "DocumentReference.status", code(text), form)
    }

    private func hiding(_ form: Form) -> [UInt8] {
        form == .jsonPatch
            ? Array("[{\"op\":\"add\",\"path\":\"/securityLabel/-\",\"value\":\(Self.label)}]".utf8)
            : path("add", "DocumentReference", name: "securityLabel", concept, form)
    }

    @Test func `status, labels and archiving are patched in every form, and the store has what the answer says`() async throws {
        try await QuestionDoor.opened { door in
            let ids = try await door.ids()
            let id = "/fhir/DocumentReference/" + (ids["1"] ?? "")
            for form in Form.allCases {
                let archived = try await door.send(
                    "PATCH", id, archiving(true, form), contentType: form.rawValue, fields: [("Accept", "application/fhir+json")])
                #expect(archived.status == 200, "\(form.rawValue)")
                #expect(try FHIRElement.read(json: archived.body).extensions(Self.archivedURL).first?.text("valueBoolean") == "true")
                #expect(try await door.entry("1").availabilityStatus == .archived)
                let back = try await door.send("PATCH", id, archiving(false, form), contentType: form.rawValue)
                #expect(back.status == 200)
                #expect(back.contentType == (form == .xml ? FHIRFormat.xml : .json).mediaType, "in the form of the patch")
                #expect(try await door.entry("1").availabilityStatus == .approved)
            }
            for (number, form) in Form.allCases.enumerated() {
                let name = "\(number + 40)"
                try await door.register(Invented(name))
                let resource = "/fhir/DocumentReference/" + (try await door.entry(name).entryUUID.dropFirst(9))
                let patched = try await door.send("PATCH", resource, hiding(form), contentType: form.rawValue, fields: [("Accept", "application/fhir+json")])
                #expect(patched.status == 200, "\(form.rawValue)")
                let shown = try FHIRElement.read(json: patched.body)
                #expect(shown.all("securityLabel").compactMap { $0["coding"]?.text("code") } == ["N", "MASQUE_PS"])
                #expect(shown["meta"]?.text("versionId") == "2" && shown.text("id") == String(resource.split(separator: "/").last ?? ""), "the id stays")
                let entry = try await door.entry(name)
                #expect(entry.confidentialityCodes.contains { $0.matches(Self.hidden) } && entry.version == 2)
                let deleted = try await door.send("PATCH", resource, status("entered-in-error", form), contentType: form.rawValue)
                #expect(deleted.status == 200)
                #expect(try await door.get(resource).status == 410)
                #expect(try await door.entry(name).availabilityStatus == .deleted)
            }
        }
    }

    @Test func `a patch that says what is so already changes nothing, and one whose assertion was used is refused`() async throws {
        try await QuestionDoor.opened { door in
            let id = "/fhir/DocumentReference/" + (try await door.ids()["1"] ?? "")
            let kind = Form.jsonPatch.rawValue
            for _ in 0..<2 {
                let field = try door.assertion("doctor")
                let patched = try await door.send("PATCH", id, hiding(.jsonPatch), contentType: kind, field: field)
                #expect(patched.status == 200)
                #expect(try FHIRElement.read(json: patched.body).all("securityLabel").count == 2)
                #expect(try await door.entry("1").version == 2, "the same again is no further version")
                let replayed = try await door.send("PATCH", id, hiding(.jsonPatch), contentType: kind, field: field)
                #expect(replayed.status == 403)
                #expect(try FHIRElement.read(json: replayed.body).codes.contains("assertion.replayed"))
            }
            for _ in 0..<2 { #expect(try await door.send("PATCH", id, archiving(true, .jsonPatch), contentType: kind).status == 200) }
            #expect(try await door.entry("1").availabilityStatus == .archived)
        }
    }

    @Test func `any other element is not patched, in no form, and nothing changes`() async throws {
        try await QuestionDoor.opened { door in
            let id = "/fhir/DocumentReference/" + (try await door.ids()["1"] ?? "")
            let before = try await door.entry("1")
            var patches: [(Form, [UInt8])] = [
                "[{\"op\":\"replace\",\"path\":\"/type\",\"value\":{\"text\":\"x\"}}]", "[{\"op\":\"remove\",\"path\":\"/author/0\"}]",
                "[{\"op\":\"replace\",\"path\":\"/content/0/attachment/title\",\"value\":\"x\"}]", "[{\"op\":\"remove\",\"path\":\"/status\"}]",
                "[{\"op\":\"test\",\"path\":\"/status\",\"value\":\"current\"}]", "[{\"op\":\"copy\",\"path\":\"/securityLabel/-\",\"from\":\"/type\"}]",
                "[{\"op\":\"add\",\"path\":\"/extension/-\",\"value\":{\"url\":\"http://example.org/x\",\"valueBoolean\":true}}]", "[]",
                "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"entered-in-error\"},{\"op\":\"replace\",\"path\":\"/description\",\"value\":\"x\"}]",
            ].map { (.jsonPatch, Array($0.utf8)) }
            for form in [Form.json, .xml] {
                patches.append((form, path("replace", "DocumentReference.type", concept, form)))
                patches.append((form, path("delete", "DocumentReference.author[0]", nil, form)))
                patches.append((form, path("add", "DocumentReference", name: "description", ("valueString", FHIRElement("string", value: "x")), form)))
                patches.append((form, path("insert", "DocumentReference.securityLabel", concept, form)))
            }
            for (form, patch) in patches {
                let refused = try await door.send("PATCH", id, patch, contentType: form.rawValue, fields: [("Accept", "application/fhir+json")])
                #expect(refused.status == 405, "\(String(decoding: patch, as: UTF8.self))")
                #expect(refused.fields["allow"] == "GET, PATCH")
                #expect(try FHIRElement.read(json: refused.body).codes == ["fhir.patch-unserved"])
            }
            #expect(try await door.entry("1") == before)
        }
    }

    @Test func `a patch that is none, or of what is not there, has its status`() async throws {
        try await QuestionDoor.opened { door in
            let ids = try await door.ids()
            let (own, kind) = ("/fhir/DocumentReference/" + (ids["1"] ?? ""), Form.jsonPatch.rawValue)
            for (path, body, contentType, status) in [
                (own, Array("{}".utf8), kind, 400), (own, Array("[{\"op\":\"replace\"}]".utf8), kind, 400), (own, Array("<a/>".utf8), Form.xml.rawValue, 400),
                (own, Array("{\"resourceType\":\"Parameters\",\"x\":1}".utf8), Form.json.rawValue, 400),
                (own, Array("[]".utf8), "application/x-www-form-urlencoded", 415),
                (own, Array("[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"final\"}]".utf8), kind, 422),
                (own, Array("[{\"op\":\"remove\",\"path\":\"/securityLabel/7\"}]".utf8), kind, 422),
                ("/fhir/DocumentReference/" + UUID().uuidString.lowercased(), hiding(.jsonPatch), kind, 404),
                ("/fhir/DocumentReference/1", hiding(.jsonPatch), kind, 404), ("/fhir/DocumentReference/" + (ids["5"] ?? ""), hiding(.jsonPatch), kind, 410),
                ("/fhir/DocumentReference/" + (ids["6"] ?? ""), hiding(.jsonPatch), kind, 403),
            ] {
                let answer = try await door.send("PATCH", path, body, contentType: contentType)
                #expect(answer.status == status, "\(String(decoding: body, as: UTF8.self)) \(path == own ? "" : path)")
            }
            let foreign = try await door.send("PATCH", "/fhir/DocumentReference/" + (ids["2"] ?? ""), status("entered-in-error", .jsonPatch), contentType: kind)
            #expect(foreign.status == 403, "somebody else's document is not deleted")
            #expect(try await door.entry("2").availabilityStatus == .approved)
            #expect(try await door.send("PATCH", own, hiding(.jsonPatch), contentType: kind, field: ("X-None", "1")).status == 403)
        }
    }
}
