// What the HTTPS door answers to documents and to questions about them.

import Delivery
import Foundation
import GatewayServer
import Journal
import SandboxSupport
import Testing

@Suite struct SubmissionDoorTests {
    @Test func `an accepted document is answered 202 with its receipt, its space and where to look it up`() async throws {
        try await withGateway { gateway in
            let bytes = try SampleDocuments.consultation()
            let answer = try await gateway.submit(bytes, as: "doctor")
            #expect(answer.status == 202 && answer.contentType == "application/json")
            let receipt = try #require(answer.receipt)
            #expect(answer.fields["location"] == "/v1/submissions/\(receipt)")
            let document = try #require(answer.json["document"] as? [String: Any])
            #expect((document["space"] as? [String: Any])?["label"] as? String == "Compte-rendu")
            #expect(document["size"] as? Int == bytes.count)
            let shown = try await gateway.get("/v1/submissions/\(receipt)", as: "doctor")
            #expect(shown.status == 200 && shown.receipt == receipt)
            #expect((shown.json["events"] as? [[String: Any]])?.first?["event"] as? String == "accepted")
        }
    }

    @Test func `the answer that left is written down`() async throws {
        try await withGateway { gateway in
            _ = try await gateway.submit(SampleDocuments.consultation(), as: "doctor")
            try await eventually("the sender is known to be answered") {
                try await gateway.withJournal { try await $0.counters().answersOwed == 0 }
            }
        }
    }

    @Test func `the same again is answered 200 with the same receipt, other bytes 409 with the holder`() async throws {
        try await withGateway { gateway in
            let id = SampleDocuments.freshID()
            let first = try await gateway.submit(SampleDocuments.consultation(id), as: "doctor")
            let second = try await gateway.submit(SampleDocuments.consultation(id), as: "doctor")
            #expect(first.status == 202 && second.status == 200 && first.receipt == second.receipt)
            let third = try await gateway.submit(SampleDocuments.consultation(id, title: "Autre"), as: "doctor")
            #expect(third.status == 409 && third.code == "document.conflict" && third.json["submission"] as? String == first.receipt)
        }
    }

    @Test func `a document that breaks rules is answered 422 as RFC 9457 has it, with every finding and its place`() async throws {
        try await withGateway { gateway in
            let answer = try await gateway.submit(SampleDocuments.bytes("refused/missing-sex"), as: "doctor")
            #expect(answer.status == 422 && answer.contentType == "application/problem+json")
            #expect(answer.json["type"] as? String == "urn:passerelle:problem:document.refused" && answer.json["status"] as? Int == 422)
            #expect(answer.json["title"] is String && answer.json["detail"] is String)
            let finding = try #require((answer.json["findings"] as? [[String: Any]])?.first { $0["severity"] as? String == "error" })
            #expect(finding["code"] as? String == "patient.gender-missing")
            #expect((finding["place"] as? [String: Any])?["line"] as? Int == 29)
            #expect(answer.json["instance"] as? String == "/v1/submissions/\(answer.json["submission"] as? String ?? "")")
        }
    }

    @Test func `the words of a problem are in the sender's language`() async throws {
        try await withGateway { gateway in
            for (language, title) in [("fr", "Document refusé"), ("en", "Document refused"), ("fr-FR;q=0.9, en;q=0.2", "Document refusé")] {
                let answer = try await gateway.submit(
                    SampleDocuments.bytes("refused/missing-sex"), as: "doctor", fields: [("Accept-Language", language)])
                #expect(answer.fields["content-language"] == String(language.prefix(2)))
                #expect(answer.json["title"] as? String == title)
            }
        }
    }

    @Test(arguments: ["application/json", "multipart/form-data; boundary=x", "text/html", "application/pdf", "nonsense"])
    func `another content type is answered 415 with those that are accepted`(type: String) async throws {
        try await withGateway { gateway in
            let answer = try await gateway.submit(SampleDocuments.consultation(), as: "doctor", contentType: type)
            #expect(answer.status == 415 && answer.code == "document.media-type")
            let allowed = ((answer.json["findings"] as? [[String: Any]])?.first?["allowed"] as? [String: Any])?["first"] as? [String]
            #expect(allowed?.contains("application/xml") == true)
        }
    }

    @Test func `a body announced larger than the limit is answered 413`() async throws {
        try await withGateway {
            $0.limits.bodyBytes = 4096
        } _: { gateway in
            let answer = try await gateway.submit([UInt8](repeating: 0x20, count: 5000), as: "doctor")
            #expect(answer.status == 413 && answer.code == "document.too-large")
        }
    }

    @Test func `validation keeps nothing`() async throws {
        try await withGateway { gateway in
            for sample in ["accepted/laboratory-report", "refused/missing-sex", "hostile/billion-laughs"] {
                let answer = try await gateway.sandbox.client("doctor").send(
                    StoreRequest(url: gateway.url("/v1/validate"), contentType: "application/xml", body: [SampleDocuments.bytes(sample)]))
                #expect(answer.status == 200)
                #expect(answer.json["valid"] as? Bool == sample.hasPrefix("accepted/"))
            }
            let kept = try await gateway.withJournal { try await $0.passages(matching: .init(), before: nil, limit: 10).passages }
            #expect(kept.isEmpty)
        }
    }

    @Test func `submissions are paged, newest first, and the way to the next page keeps every condition`() async throws {
        try await withGateway { gateway in
            var receipts: [String] = []
            for patient in SampleDocuments.patients + SampleDocuments.patients {
                receipts.append(try #require(try await gateway.submit(SampleDocuments.consultation(patient: patient), as: "doctor").receipt))
            }
            _ = try await gateway.submit(SampleDocuments.bytes("refused/missing-sex"), as: "doctor")
            let active = "state=queued&state=sending&state=inDoubt"
            var seen: [String] = []
            var next: String? = "/v1/submissions?limit=3&\(active)"
            while let path = next {
                let page = try await gateway.get(path, as: "doctor")
                #expect(page.status == 200)
                seen += (page.json["submissions"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
                next = page.json["next"] as? String
                #expect(next == nil || page.fields["link"] == "<\(next ?? "")>; rel=\"next\"")
            }
            #expect(seen == receipts.reversed())
            let first = try await gateway.get("/v1/submissions?documentId=2.25.1%5E2&limit=1", as: "doctor")
            #expect((first.json["submissions"] as? [Any])?.isEmpty == true)
        }
    }

    @Test func `the next page of one document's submissions is of the same document`() async throws {
        try await withGateway { gateway in
            let id = "2.25.293763715782897103925258992680871218996"
            for _ in 0..<3 { _ = try await gateway.submit(SampleDocuments.bytes("refused/missing-sex"), as: "doctor") }
            let text = try String(decoding: SampleDocuments.bytes("refused/missing-sex"), as: UTF8.self)
            let own = try #require(text.split(separator: "<id root=\"").dropFirst().first?.prefix { $0 != "\"" })
            let page = try await gateway.get("/v1/submissions?documentId=\(own)&limit=2", as: "doctor")
            #expect((page.json["submissions"] as? [Any])?.count == 2)
            #expect((page.json["next"] as? String)?.hasSuffix("&documentId=\(own)") == true)
            #expect((try await gateway.get("/v1/submissions?documentId=\(id)0&limit=2", as: "doctor").json["submissions"] as? [Any])?.isEmpty == true)
        }
    }

    @Test func `submissions of others do not exist`() async throws {
        try await withGateway { gateway in
            let receipt = try #require(try await gateway.submit(SampleDocuments.consultation(), as: "doctor").receipt)
            #expect(try await gateway.get("/v1/submissions/\(receipt)", as: "pharmacist").status == 404)
            #expect(try await gateway.get("/v1/submissions/\(receipt)", as: "doctor").status == 200)
            #expect((try await gateway.get("/v1/submissions", as: "pharmacist").json["submissions"] as? [Any])?.isEmpty == true)
        }
    }

    @Test(arguments: [
        ("/v1/submissions?limit=0", 400), ("/v1/submissions?limit=501", 400), ("/v1/submissions?limit=many", 400), ("/v1/submissions?before=x", 400),
        ("/v1/submissions?state=asleep", 400), ("/v1/submissions/nothing", 404), ("/v1/nothing", 404), ("/", 404), ("/v1/submissions/a/b", 404),
        ("/v1/documents", 405), ("/v1/validate", 405),
    ])
    func `a question that cannot be answered gets a problem`(path: String, status: Int) async throws {
        try await withGateway { gateway in
            let answer = try await gateway.get(path, as: "doctor")
            #expect(answer.status == status && answer.contentType == "application/problem+json")
            #expect(answer.json["status"] as? Int == status)
        }
    }

    @Test func `health says that the gateway lives and can take documents, to anybody`() async throws {
        try await withGateway { gateway in
            #expect(try await gateway.get("/health/live", as: nil).status == 200)
            let ready = try await gateway.get("/health/ready?counts=1", as: nil)
            #expect(ready.status == 200 && ready.json["ready"] as? Bool == true)
            let names = (ready.json["checks"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
            #expect(names == ["journal", "disk", "revocation"])
            #expect((ready.json["passages"] as? [String: Int])?["queued"] == 0)
        }
    }
}
