// The archives of the security suite: each is read or refused as its manifest says.

import CredentialChecks
import Foundation
import TestSupport
import Testing
import ZIPArchives

@testable import XDSMessages

@Suite struct XDMSecuritySuiteTests {
    static let folder = sharedFolder?.appending(path: "suites/security")

    static let cases: [SecuritySuiteTests.Case] = {
        struct Manifest: Decodable { var cases: [SecuritySuiteTests.Case] }
        guard let folder, let data = try? Data(contentsOf: folder.appending(path: "manifest.json")),
            let manifest = try? JSONDecoder().decode(Manifest.self, from: data)
        else { return [] }
        return manifest.cases.filter { $0.category == "zip" }
    }()

    @Test(.enabled(if: folder != nil, "needs ../shared"), arguments: cases)
    func `an archive is read or refused as the suite says`(of item: SecuritySuiteTests.Case) throws {
        let file = try #require(Self.folder).appending(path: try #require(item.file))
        let bytes = [UInt8](try Data(contentsOf: file))
        let isTaken = (try? XDMArchive(reading: bytes, sha1: Digest.sha1).isAcceptable) ?? false
        #expect(item.expected == "either" || isTaken == (item.expected == "accept"))
    }

    @Test(.enabled(if: folder != nil, "needs ../shared"))
    func `no archive is left out`() { #expect(Self.cases.count == 52) }
}
