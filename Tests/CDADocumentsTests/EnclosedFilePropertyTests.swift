// Enclosed files at random: what was encoded comes out, however it was broken into lines, and nothing else is taken for base64.

import CDADocuments
import ClinicalTypes
import Foundation
import Testing

/// A generator that gives the same numbers on every run (SplitMix64).
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite struct EnclosedFilePropertyTests {
    private func enclosed(_ text: String) throws -> UnstructuredBody {
        let document = try document("<component><nonXMLBody><text mediaType=\"text/plain\" representation=\"B64\">\(text)</text></nonXMLBody></component>")
        guard case .unstructured(let body)? = document.body else { throw Base64Failure.wrongLength }
        return body
    }

    private func content(_ random: inout Seeded) -> [UInt8] {
        (0..<Int.random(in: 0...70, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    @Test func `what Foundation encodes is decoded, with white space anywhere`() throws {
        var random = Seeded(state: 1)
        for _ in 0..<400 {
            let bytes = content(&random)
            var text = Data(bytes).base64EncodedString()
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                let place = text.index(text.startIndex, offsetBy: Int.random(in: 0...text.count, using: &random))
                text.insert(contentsOf: ["\n", "\r\n", " ", "\t"].randomElement(using: &random)!, at: place)
            }
            #expect(try enclosed(text).decoded().get() == bytes, "\(text)")
            // The limit lets exactly the file through.
            #expect(try enclosed(text).decoded(limit: bytes.count).get() == bytes)
            if !bytes.isEmpty { #expect(try enclosed(text).decoded(limit: bytes.count - 1) == .failure(.tooLarge(limit: bytes.count - 1))) }
        }
    }

    @Test func `a file with a character changed, added or lost is another file or none`() throws {
        var random = Seeded(state: 2)
        var refused = 0
        for _ in 0..<600 {
            let bytes = content(&random) + [7]
            var text = Array(Data(bytes).base64EncodedString().utf8)
            let place = Int.random(in: 0..<text.count, using: &random)
            switch Int.random(in: 0...2, using: &random) {
            case 0: text[place] = Array("A=*-_.~#".utf8).randomElement(using: &random)!
            case 1: text.insert(Array("A=*-_".utf8).randomElement(using: &random)!, at: place)
            default: text.remove(at: place)
            }
            let written = String(decoding: text, as: UTF8.self)
            // RFC 4648, 4; Foundation reads more than that.
            let isForm = written.wholeMatch(of: #/([A-Za-z0-9+\/]{4})*([A-Za-z0-9+\/]{2}==|[A-Za-z0-9+\/]{3}=)?/#) != nil
            let expected = isForm ? Data(base64Encoded: written).map { [UInt8]($0) } : nil
            switch try enclosed(written).decoded() {
            case .success(let decoded): #expect(decoded == expected, "\(written)")
            case .failure(.wrongCharacter(let offset)):
                refused += 1
                #expect(expected == nil && !"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=".utf8.contains(text[offset]), "\(written)")
            case .failure(let failure):
                refused += 1
                #expect(expected == nil && failure == .wrongLength, "\(written)")
            }
        }
        #expect(refused > 200)
    }
}

@Suite struct HeaderTrapTests {
    @Test func `of what stands once the first counts, and of what may repeat all`() throws {
        let document = try document(
            """
            <id root="1.1"/><id root="1.2"/><title>un</title><title>deux</title><setId root="2.1"/><setId root="2.2"/>
            <author/><author/><documentationOf/><documentationOf><serviceEvent/></documentationOf><documentationOf><serviceEvent/></documentationOf>
            """)
        #expect(document.id?.value.root == "1.1" && document.title?.text == "un" && document.setID?.value.root == "2.1")
        #expect(document.authors.count == 2 && document.serviceEvents.count == 2)
    }

    @Test func `an element of the same name in another namespace is no part of the header`() throws {
        let document = try document("<id xmlns=\"urn:x\" root=\"1.1\"/><sdtc:id root=\"1.2\"/><id root=\"1.3\"/><author xmlns=\"\"/>")
        #expect(document.uniqueID == "1.3")
        #expect(document.authors.isEmpty)
    }

    @Test func `a document shows nothing of itself in a dump`() throws {
        let document = try document("<id root=\"1.1\"/><title>secret</title>")
        var dumped = ""
        dump(document, to: &dumped)
        #expect(!dumped.contains("secret") && !"\(document)".contains("secret") && !String(reflecting: document.header).contains("secret"))
    }
}
