// `GET /fhir/metadata`: what is offered over FHIR, and nothing more.

import FHIRResources
import Gateway
import Hummingbird
import SubmissionMetadata

/// The CapabilityStatement of a FHIR door.
struct CapabilityPage: Sendable {
    /// What stands behind.
    let name: String
    /// Whether a document within its metadata is taken (ITI-105).
    let creates: Bool
    /// Whether questions are answered.
    let searches: Bool

    /// The statement as an answer; it is told to everybody (FHIR R4, 3.1.0.10).
    func answer(_ request: Request) -> Response {
        let conversation = FHIRConversation(request)
        guard conversation.isAcceptable else { return conversation.outcome([.notAcceptable], status: 406) }
        return conversation.answer(statement)
    }

    /// The statement.
    var statement: FHIRElement {
        var page = FHIRElement("CapabilityStatement")
        page.add("name", name)
        page.add("status", "active")
        page.add("date", "2026-03-01")
        page.add("kind", "instance")
        page.add("software") { $0.add("name", "Passerelle") }
        page.add("implementation") { $0.add("description", "Passerelle") }
        page.add("fhirVersion", "4.0.1")
        for format in ["application/fhir+json", "application/fhir+xml"] { page.add("format", format) }
        if searches { for format in ["application/json-patch+json", "application/fhir+json", "application/fhir+xml"] { page.add("patchFormat", format) } }
        page.add("rest") { rest in
            rest.add("mode", "server")
            rest.add("security") { $0.add("description", "TLS with a client certificate; Authorization: Bearer, SAML") }
            resource("DocumentReference", (creates ? ["create"] : []) + (searches ? ["read", "patch", "search-type"] : []), DocumentSearch.offered, &rest)
            if searches {
                resource("List", ["read", "search-type"], ListSearch.offered, &rest)
                resource("Binary", ["read"], [], &rest)
            }
            rest.add("interaction") { $0.add("code", "transaction") }
        }
        return page
    }

    private func resource(_ type: String, _ interactions: [String], _ parameters: [(name: String, type: String)], _ rest: inout FHIRElement) {
        rest.add("resource") { resource in
            resource.add("type", type)
            for code in interactions { resource.add("interaction") { $0.add("code", code) } }
            guard interactions.contains("search-type") else { return }
            for parameter in parameters {
                resource.add("searchParam") { one in
                    one.add("name", parameter.name)
                    one.add("type", parameter.type)
                }
            }
        }
    }
}
