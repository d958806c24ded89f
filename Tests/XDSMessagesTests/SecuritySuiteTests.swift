// The transport cases of the security suite: each framed message is read or refused as the suite says.

import Foundation
import TestSupport
import Testing

@testable import XDSMessages

@Suite struct SecuritySuiteTests {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
        var id: String
        var category: String
        var expected: String
        var content_type: String?
        var file: String?
        var expect_doc_bytes: Int?
        var testDescription: String { id }
    }

    /// What each case ends with: nil where it is read.
    static let codes: [String: MessageFailureCode] = [
        "cid-missing-part": .includedPartMissing, "cid-wrong": .includedPartMissing, "cid-case": .includedPartMissing, "cid-root": .rootIncluded,
        "href-http": .includeReference, "href-relative": .includeReference, "href-empty": .includeReference, "include-10k-same": .tooManyIncludes,
        "document-not-in-metadata": .partShared, "ct-empty-boundary": .boundary, "ct-other-boundary": .noPart, "ct-boundary-71": .boundary,
        "ct-boundary-twice": .boundary, "ct-start-missing-part": .start, "ct-start-second": .rootType, "ct-type-xml": .packageType,
        "ct-form-data": .contentType, "ct-ct-long": .contentType, "ct-ct-unterminated": .contentType, "cut-in-part": .unterminated, "end-first": .noPart,
        "boundary-in-document": .partUnused, "header-no-colon": .partHeader, "header-no-blank": .partHeader, "header-10k": .headersTooLong,
        "header-1m": .headersTooLong, "header-nul": .partHeader, "cte-quoted-printable": .transferEncoding, "cte-base64-bad": .base64,
        "cte-unknown": .transferEncoding, "parts-10k": .tooManyParts, "doc-dtd": .partContent, "doc-pdf-as-xml": .partContent,
        "soap-mustunderstand": .mustUnderstand, "soap-no-body": .envelope,
        // Read whole, boundary-like lines included; but with these lines behind its root the part is not the XML that it says.
        "ok-doc-with-boundary-prefix": .partContent,
    ]

    static let folder = sharedFolder?.appending(path: "suites/security")

    static let cases: [Case] = {
        struct Manifest: Decodable { var cases: [Case] }
        guard let folder, let data = try? Data(contentsOf: folder.appending(path: "manifest.json")),
            let manifest = try? JSONDecoder().decode(Manifest.self, from: data)
        else { return [] }
        return manifest.cases.filter { $0.category == "mime" && $0.file != nil }
    }()

    @Test(.enabled(if: folder != nil, "needs ../shared"), arguments: cases)
    func `a framed message is read or refused as the suite says`(of item: Case) throws {
        let file = try #require(Self.folder).appending(path: try #require(item.file))
        let carried = CarriedMessage(contentType: try #require(item.content_type), body: [UInt8](try Data(contentsOf: file)))
        var bytes: Int?
        let code = Fixture.failure { () throws(MessageFailure) in
            let request = try ProvideAndRegisterRequest(reading: SOAPMessage.read(carried))
            bytes = request.documents.first?.bytes.count
            if let failure = request.partContentFailure() { throw failure }
        }
        let name = String(item.id.dropFirst("mime/".count))
        #expect(code == Self.codes[name])
        switch item.expected {
        case "accept": #expect(code == nil)
        case "reject": #expect(code != nil)
        default: break
        }
        if let expected = item.expect_doc_bytes { #expect(bytes == expected) }
    }

    @Test(.enabled(if: folder != nil, "needs ../shared"))
    func `no case is left out`() {
        #expect(Self.cases.count == 46)
        #expect(Set(Self.codes.keys).isSubset(of: Self.cases.map { String($0.id.dropFirst("mime/".count)) }))
    }
}
