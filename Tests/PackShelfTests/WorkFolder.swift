// A folder of one test, with a small pack to be added.

import CredentialChecks
import Foundation
import TestSupport
import Validation

@testable import PackShelf

/// A folder that goes with the test.
final class WorkFolder {
    let root = FileManager.default.temporaryDirectory.appending(path: "packs-\(UUID().uuidString)").path
    var source: String { root + "/source" }
    var shelf: RulePackShelf { RulePackShelf(folder: root + "/shelf", cache: root + "/cache") }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func write(_ name: String, _ text: String) throws { try RulePackShelf.write(Array(text.utf8), to: "\(source)/\(name)") }

    /// A pack of one Schematron and one value set, with its manifest.
    func writePack(words: String = "the language is not in the list") throws {
        let files = [
            "a.sch": """
            <schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
              <ns prefix="cda" uri="urn:hl7-org:v3"/>
              <pattern><rule context="cda:languageCode">
                <assert test="document('sets/codes.xml')//code = @code">\(words)</assert>
                <assert test="true()">never</assert>
              </rule></pattern>
            </schema>
            """,
            "sets/codes.xml": "<codes><code>de-DE</code></codes>",
        ]
        for (name, text) in files { try write(name, text) }
        let manifest = PackManifest(
            name: "small", version: "1", schematrons: [PackSchematron(file: "a.sch")],
            files: files.mapValues { hexadecimal(Digest.sha256(Array($0.utf8))) })
        try write("pack.json", manifest.text)
    }

    /// A document that is valid by the core pack.
    func document() throws -> [UInt8] { [UInt8](try Data(contentsOf: projectRoot.appending(path: "Samples/accepted/laboratory-report.xml"))) }

    func judge(_ reference: String) throws -> Validator {
        Validator(core: try .core(), packs: [try shelf.pack(reference)], options: ValidationOptions(now: { Date(timeIntervalSince1970: 2_000_000_000) }))
    }

    func failure<Value>(_ work: () throws -> Value) -> PackFailure? {
        do {
            _ = try work()
            return nil
        } catch {
            return error as? PackFailure
        }
    }
}
