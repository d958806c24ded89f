// Where bytes stop being XML: what is said of it in both languages, and the edit that mends it.

import ClinicalTypes
import Foundation
import Testing
import XMLTree

@testable import Validation

@Suite struct ParseRepairTests {
    /// The finding on a text that cannot be read.
    private func finding(_ text: String) throws -> Finding {
        try finding(Array(text.utf8))
    }

    private func finding(_ bytes: [UInt8]) throws -> Finding {
        do throws(ParseFailure) {
            _ = try FrozenTree.parse(bytes)
        } catch {
            return parseFinding(error, in: bytes)
        }
        throw CocoaError(.featureUnsupported)
    }

    /// The text with the edit carried out.
    private func mended(_ text: String) throws -> String? {
        guard let edit = try finding(text).edit else { return nil }
        var bytes = Array(text.utf8)
        bytes.replaceSubrange(edit.byteRange, with: edit.replacement.utf8)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("<a>R&D</a>", "<a>R&amp;D</a>"), ("<a>fer & zinc</a>", "<a>fer &amp; zinc</a>"), ("<a>&nbsp;mg</a>", "<a>&#160;mg</a>"),
        ("<a b='d&eacute;but'/>", "<a b='d&#233;but'/>"), ("<a>&euro 5</a>", "<a>&#8364; 5</a>"), ("<a>&lt 5</a>", "<a>&lt; 5</a>"),
        ("<a>&inconnue;</a>", "<a>&amp;inconnue;</a>"), ("<a b='x<y'/>", "<a b='x&lt;y'/>"), ("<a><title>t</titre></a>", "<a><title>t</title></a>"),
        ("<a><c:b xmlns:c='u'>t</b></a>", "<a><c:b xmlns:c='u'>t</c:b></a>"),
        ("<a xsi:nil='true'/>", "<a xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil='true'/>"),
        ("<a>\n<sdtc:b/></a>", "<a>\n<sdtc:b xmlns:sdtc=\"urn:hl7-org:sdtc\"/></a>"), ("<a>un\u{1}deux</a>", "<a>undeux</a>"),
        ("<!DOCTYPE a SYSTEM 'a.dtd'><a/>", "<a/>"), ("<?xml version='1.1'?><a/>", "<?xml version='1.0'?><a/>"),
    ])
    func `one edit makes it XML again`(text: String, wanted: String) throws {
        #expect(try mended(text) == wanted)
        _ = try FrozenTree.parse(Array(wanted.utf8))
    }

    @Test(arguments: [
        "<a", "<a><b>", "<a b=1/>", "<a b='1/>", "<a b/>", "<a b='1' b='2'/>", "<a><!-- -- --></a>", "<a>]]></a>", "<a/><b/>", "<unknown:a/>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "text", "", "<a>&#0;</a>", "<?xml version='1.0' encoding='UTF-7'?><a/>",
    ])
    func `where nothing is sure no edit is proposed`(text: String) throws {
        #expect(try finding(text).edit == nil)
    }

    @Test func `an element that is never closed is named, with its line`() throws {
        let finding = try finding("<a>\n<texte>\n")
        #expect(finding.allowed?.first == ["</texte>"])
        #expect(finding.message.fr == "XML mal formé (le document finit dans un élément ; élément ouvert ligne 2)")
        #expect(finding.message.en == "the XML is not well-formed (the document ends inside an element; the element was opened in line 2)")
    }

    @Test func `the wrong end tag is shown beside the right one`() throws {
        let finding = try finding("<a><title>t</titre></a>")
        #expect(finding.found == "</titre>")
        #expect(finding.allowed?.first == ["</title>"])
        #expect(finding.edit?.summary.fr == "renommer la balise fermante")
    }

    @Test func `an encoding that is not read is shown beside those that are`() throws {
        let finding = try finding("<?xml version='1.0' encoding='windows-1252'?><a/>")
        #expect(finding.found == "windows-1252")
        #expect(finding.allowed?.first.contains("UTF-8") == true)
        #expect(finding.message.fr.hasSuffix("(windows-1252 n'est pas lu)"))
    }

    @Test(arguments: [
        ("<?xml version='1.0' encoding='UTF-8'?>", "<?xml version='1.0' encoding='ISO-8859-1'?>"),
        ("<?xml version='1.0'?>", "<?xml version='1.0' encoding=\"ISO-8859-1\"?>"),
        ("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\" standalone=\"yes\"?>"),
    ])
    func `text in Latin-1 that says to be UTF-8 is told to say what it is`(head: String, wanted: String) throws {
        let body = Array("<a>fi".utf8) + [0xE8] + Array("vre</a>".utf8)
        let finding = try finding(Array(head.utf8) + body)
        #expect(finding.code == "xml.encoding" && finding.found == "0xE8")
        var bytes = Array(head.utf8) + body
        let edit = try #require(finding.edit)
        bytes.replaceSubrange(edit.byteRange, with: edit.replacement.utf8)
        #expect(bytes.starts(with: Array(wanted.utf8)))
        #expect(try FrozenTree.parse(bytes).root.stringValue == "fièvre")
    }

    @Test(arguments: [[0xE9, 0x93], [0x80], [0xE9, 0x01]] as [[UInt8]])
    func `bytes that are no letters of Latin-1 are not taken for it`(content: [UInt8]) throws {
        let finding = try finding(Array("<?xml version='1.0'?><a>".utf8) + content + Array("</a>".utf8))
        #expect(finding.edit == nil)
    }

    @Test func `a control character is named by its number`() throws {
        #expect(try finding("<a>\u{B}</a>").found == "U+000B")
        #expect(try finding("<a>\u{0}</a>").found == "U+0000")
    }

    @Test func `what was written in UTF-16 is left to its writer`() throws {
        let text = Array("<a>R&D</a>".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let finding = try finding([0xFF, 0xFE] + text)
        #expect(finding.code == "xml.not-well-formed")
        #expect(finding.edit == nil && finding.found == nil)
    }

    @Test(arguments: [
        ("<a>\(String(repeating: "<b>", count: 300))", "256 au plus", "at most 256"),
        ("<a \(String(repeating: "b", count: 100_000))='1'/>", "octets au plus", "bytes"),
    ])
    func `a limit is told with its number and its unit`(text: String, fr: String, en: String) throws {
        let message = try finding(text).message
        #expect(message.fr.contains(fr) && message.en.contains(en), "\(message)")
    }

    @Test func `every rule that can be broken has words in both languages`() {
        for rule in XMLRule.allCases where rule != .other && rule != .otherOfNamespaces {
            let message = ParseFailure(code: .notWellFormed, line: 1, column: 1, byteOffset: 0, reason: .rule(rule)).message
            #expect(message.fr.hasSuffix(")") && message.en.hasSuffix(")") && message.fr != message.en, "\(rule)")
        }
    }

    @Test func `a place outside of the bytes proposes nothing`() {
        for offset in [-1, 0, 1, 5, 1_000] {
            for rule in XMLRule.allCases {
                let failure = ParseFailure(
                    code: .notWellFormed, line: 1, column: 1, byteOffset: offset, reason: .rule(rule), opened: .init(line: 1, byteOffset: offset))
                #expect(parseFinding(failure, in: Array("<a>".utf8)).code == "xml.not-well-formed")
            }
        }
    }
}
