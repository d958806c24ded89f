// The page on HL7 v2 lists every code that can be raised, and no other.

import Foundation
import TestSupport
import Testing

struct TransmissionPageTests {
    private static func codes(in text: String) -> Set<String> { Set(text.matches(of: #/hl7\.[a-z][a-z0-9.-]*[a-z0-9]/#).map { String($0.0) }) }

    @Test func `every code of messages stands on the page, and no other`() throws {
        let page = try String(contentsOf: projectRoot.appending(path: "docs/hl7.md"), encoding: .utf8)
        var raised: Set<String> = []
        for folder in ["Sources/Engines/HL7v2Messages", "Sources/Stages/Intake/HL7", "Sources/Flow/Gateway", "Sources/Doors/GatewayCommand/Messages"] {
            let root = projectRoot.appending(path: folder)
            for name in try FileManager.default.subpathsOfDirectory(atPath: root.path) where name.hasSuffix(".swift") {
                let source = try String(contentsOf: root.appending(path: name), encoding: .utf8)
                for literal in source.matches(of: #/"(hl7\.[a-z0-9.-]+)"/#) { raised.insert(String(literal.1)) }
            }
        }
        let listed = Self.codes(in: page).filter { $0 != "hl7.tolerated" }
        #expect(raised.subtracting(listed).sorted() == [])
        #expect(listed.subtracting(raised).sorted() == [])
    }
}
