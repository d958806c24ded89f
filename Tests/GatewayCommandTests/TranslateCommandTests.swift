// Documents translated by the program, read back by the engines.

import Delivery
import FHIRResources
import Foundation
import SandboxSupport
import SubmissionMetadata
import Testing
import XDSMessages

@Suite(.enabled(if: BuiltProgram.path != nil, "needs the built program")) struct TranslateCommandTests {
    private static let document = "Samples/accepted/imaging-chest-radiograph.xml"
    private static let corrected = "Samples/accepted/imaging-chest-radiograph-corrected.xml"

    private func translated(_ arguments: [String]) async throws -> (ProgramRun, [UInt8]) {
        let file = FileManager.default.temporaryDirectory.appending(path: "passerelle-translate-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let run = try await BuiltProgram.run(["translate", "-o", file.path] + arguments)
        return (run, FileManager.default.contents(atPath: file.path).map { [UInt8]($0) } ?? [])
    }

    @Test func `the message to a repository holds the document and its entry`() async throws {
        let (run, bytes) = try await translated([Self.document, "--to", "xds"])
        #expect(run.code == 0 && run.complaints.isEmpty, "\(run.complaints)")
        let request = try ProvideAndRegisterRequest(
            reading: SOAPMessage.read(CarriedMessage(contentType: "application/soap+xml; charset=UTF-8", body: bytes)))
        #expect(request.documents.map(\.bytes) == [try SampleDocuments.bytes("accepted/imaging-chest-radiograph")])
        #expect(request.objects.documentEntries.map(\.entryUUID) == request.documents.map(\.id) && request.objects.submissionSets.count == 1)
    }

    @Test func `as a package it is the same, behind its header field`() async throws {
        let (run, bytes) = try await translated([Self.document, Self.corrected, "--to", "xds", "--mtom"])
        #expect(run.code == 0, "\(run.complaints)")
        let end = try #require(bytes.indices.first { bytes[$0...].starts(with: "\r\n\r\n".utf8) })
        let field = String(decoding: bytes[..<end], as: UTF8.self)
        #expect(field.hasPrefix("Content-Type: multipart/related;"))
        let message = CarriedMessage(contentType: String(field.dropFirst("Content-Type: ".count)), body: Array(bytes[(end + 4)...]))
        let request = try ProvideAndRegisterRequest(reading: SOAPMessage.read(message))
        let names = ["accepted/imaging-chest-radiograph", "accepted/imaging-chest-radiograph-corrected"]
        #expect(request.documents.map(\.bytes) == (try names.map { try SampleDocuments.bytes($0) }))
        #expect(request.objects.associations.map(\.type).contains(.replaces))
    }

    @Test func `a correction without what it corrects is told`() async throws {
        let (run, bytes) = try await translated([Self.corrected, "--to", "xds", "--lang", "fr"])
        #expect(run.code == 0 && run.complaints.contains("l'association manque") && !bytes.isEmpty)
    }

    @Test func `an archive is that of xdm make`() async throws {
        let (run, bytes) = try await translated([Self.document, "--to", "xdm"])
        #expect(run.code == 0)
        let shown = try await BuiltProgram.run(["xdm", "show", "-"], input: bytes)
        #expect(shown.code == 0 && shown.output.hasPrefix("-: acceptable\n"))
    }

    @Test func `the publication over FHIR is that of the documents, in JSON and XML`() async throws {
        let (run, json) = try await translated([Self.document, "--to", "fhir"])
        #expect(run.code == 0 && run.complaints.isEmpty, "\(run.complaints)")
        let publication = Publication(transaction: try FHIRElement.read(json: json))
        #expect(publication.remarks == [])
        #expect(publication.request.documents.map(\.bytes) == [try SampleDocuments.bytes("accepted/imaging-chest-radiograph")])
        let (both, xml) = try await translated([Self.document, Self.corrected, "--to", "fhir", "--xml"])
        #expect(both.code == 0)
        let pair = Publication(transaction: try FHIRElement.read(xml: xml))
        #expect(pair.remarks == [] && pair.request.objects.associations.map(\.type).contains(.replaces))
    }

    @Test func `over FHIR a correction alone names what it corrects, and needs no complaint`() async throws {
        let (run, json) = try await translated([Self.corrected, "--to", "fhir"])
        #expect(run.code == 0 && run.complaints.isEmpty)
        let publication = Publication(transaction: try FHIRElement.read(json: json))
        #expect(publication.remarks == [])
        #expect(publication.request.objects.associations.last?.target.hasPrefix("urn:oid:2.25.") == true)
    }

    @Test func `what is translated to FHIR is accepted by a gateway without a remark, a correction after its original`() async throws {
        let sandbox = try TestSandbox()
        let gateway = try await sandbox.startGateway()
        do {
            for (document, form) in [(Self.document, FHIRFormat.json), (Self.corrected, .xml)] {
                let (_, bytes) = try await translated([document, "--to", "fhir"] + (form == .xml ? ["--xml"] : []))
                let answer = try await sandbox.client("radiologist").send(
                    StoreRequest(url: gateway.url("/fhir"), contentType: form.mediaType, body: [bytes]))
                #expect(answer.status == 200)
                let told = form == .json ? try FHIRElement.read(json: answer.body) : try FHIRElement.read(xml: answer.body)
                #expect(told.all("entry").allSatisfy { $0["response"]?["outcome"] == nil })
                #expect(
                    told.all("entry").map { $0["response"]?.text("status") } == ["201 Created", "201 Created", "201 Created"] + (form == .xml ? ["200 OK"] : [])
                )
            }
        } catch { Issue.record(error) }
        try await gateway.services.stop()
    }

    @Test(arguments: [
        (["Samples/refused/missing-sex.xml", "--to", "fhir"], 1), ([document, "--to", "xds", "--xml"], 2),
        ([document, "Samples/accepted/laboratory-report.xml", "--to", "fhir"], 2),
        (["Samples/refused/missing-sex.xml", "--to", "xds"], 1), (["Samples/hostile/billion-laughs.xml", "--to", "xdm"], 1), ([document], 2),
        ([document, "--to", "xdm", "--mtom"], 2), ([document, document, "--to", "xds"], 2),
        ([document, "Samples/accepted/laboratory-report.xml", "--to", "xds"], 2),
    ])
    func `what would be refused is not translated`(arguments: [String], code: Int) async throws {
        let (run, bytes) = try await translated(arguments)
        #expect(run.code == Int32(code) && bytes.isEmpty)
    }
}
