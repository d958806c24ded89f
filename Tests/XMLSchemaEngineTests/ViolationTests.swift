// Each kind of breach, told apart, placed, and with what was expected.

import Testing
import XMLSchemaEngine
import XMLTree

@Suite struct ViolationTests {
    private func violations(_ content: String, attributes: String = "") throws -> [SchemaViolation] {
        try librarySchema.get().violations(in: library(content, attributes: attributes))
    }

    private func only(_ content: String, attributes: String = "") throws -> SchemaViolation {
        let all = try violations(content, attributes: attributes)
        try #require(all.count == 1, "\(all.map(\.rawMessage))")
        return all[0]
    }

    @Test func `a valid document has no violations`() throws {
        let book = "<book shelf='1' id='a' language='fr en' kind='book' isbn='0123456789' price='yes'><author>Ann</author><title>Sea &amp; land</title></book>"
        #expect(try violations("<name>City library</name>\(book)<map xsi:type='CityMap' shelf='2'/><x xmlns='urn:other'><y/></x>").isEmpty)
    }

    @Test func `a root that the schema does not declare`() throws {
        let violation = try #require(try librarySchema.get().violations(in: document("<museum xmlns='urn:library'/>")).first)
        #expect(violation.kind == .rootUnexpected)
        #expect(violation.code == "structure.root-unexpected")
        #expect(violation.node.localName == "museum")
    }

    @Test func `an element out of place names what was expected`() throws {
        let violation = try only("<name>City</name><book shelf='1'><title>Sea</title><author>Ann</author></book>")
        #expect(violation.kind == .elementUnexpected)
        #expect(violation.node.path == "/library/book/title")
        #expect(violation.expected == ["author", "editor"])
        #expect(violation.found == nil)
    }

    @Test func `a wildcard among the expected is a star`() throws {
        let violation = try only("<name>City</name><chapter/>")
        #expect(violation.kind == .elementUnexpected)
        #expect(violation.expected == ["book", "map", "note", "*"])
    }

    @Test func `a child in empty content is the one at fault`() throws {
        let violation = try only("<name>City</name><note shelf='1'><line/></note>")
        #expect(violation.kind == .elementUnexpected)
        #expect(violation.node.path == "/library/note/line")
    }

    @Test func `one certain child that is missing`() throws {
        let violation = try only("<name>City</name><book shelf='1'><author>Ann</author></book>")
        #expect(violation.kind == .elementMissing)
        #expect(violation.node.path == "/library/book")
        #expect(violation.expected == ["title"])
    }

    @Test func `one of several children that is missing`() throws {
        let violation = try only("<name>City</name><book shelf='1'/>")
        #expect(violation.kind == .contentIncomplete)
        #expect(violation.expected == ["author", "editor"])
    }

    @Test func `a missing attribute is named`() throws {
        let violation = try only("<name>City</name><book><author>Ann</author><title>Sea</title></book>")
        #expect(violation.kind == .attributeMissing)
        #expect(violation.node.path == "/library/book")
        #expect(violation.expected == ["shelf"])
    }

    @Test func `an attribute that does not belong there`() throws {
        let violation = try only("<name>City</name>", attributes: "colour='red'")
        #expect(violation.kind == .attributeUnexpected)
        #expect(violation.node.path == "/library/@colour")
        #expect(violation.found == nil)
    }

    @Test func `a value outside the list names the list`() throws {
        let violation = try only("<name>City</name>", attributes: "open='perhaps'")
        #expect(violation.kind == .valueNotAllowed)
        #expect(violation.node.path == "/library/@open")
        #expect(violation.allowed == ["yes", "no"])
        #expect(violation.found == "perhaps")
    }

    @Test func `a value that is not the fixed one names that one`() throws {
        let violation = try only("<name>City</name><book shelf='1' kind='scroll'><author>Ann</author><title>Sea</title></book>")
        #expect(violation.kind == .valueNotAllowed)
        #expect(violation.allowed == ["book"])
        #expect(violation.found == "scroll")
    }

    @Test func `complaints about one value are one violation`() throws {
        // libxml2 complains of each list item, then of the list.
        let violation = try only("<name>City</name><book shelf='1' language='de es'><author>Ann</author><title>Sea</title></book>")
        #expect(violation.kind == .valueNotAllowed)
        #expect(violation.allowed == ["fr", "en"])
        #expect(violation.found == "de es")
        #expect(violation.typeName == "Languages")
    }

    @Test(arguments: [("isbn", "12"), ("shelf", "top"), ("price", "free")])
    func `a value that has not the form of its type`(attribute: String, value: String) throws {
        let others = attribute == "shelf" ? "" : "shelf='1'"
        let violation = try #require(
            try violations("<name>City</name><book \(others) \(attribute)='\(value)'><author>Ann</author><title>Sea</title></book>").first)
        #expect(violation.kind == .valueMalformed)
        #expect(violation.node.path == "/library/book/@\(attribute)")
        #expect(violation.found == value)
    }

    @Test func `element content that has not the form of its type`() throws {
        let violation = try only("<name>C</name>")
        #expect(violation.kind == .valueMalformed)
        #expect(violation.node.path == "/library/name")
    }

    @Test func `text between elements`() throws {
        let violation = try only("<name>City</name>\n  stray words\n")
        #expect(violation.kind == .textUnexpected)
        #expect(violation.node.path == "/library")
        #expect(violation.text?.kind == .text)
        #expect(violation.found == "stray words")
    }

    @Test func `a stray text with a comment in it is one fault`() throws {
        let violation = try only("<name>City</name>stray<!-- --> words<?p?>")
        #expect(violation.kind == .textUnexpected)
        #expect(violation.found == "stray")
        #expect(try violations("<name>C<!-- -->ity</name>").isEmpty)
        #expect(try violations("<name><?p?>C<!-- --></name>").map(\.kind) == [.valueMalformed])
    }

    @Test func `text in empty content`() throws {
        let violation = try only("<name>City</name><note shelf='1'>words</note>")
        #expect(violation.kind == .textUnexpected)
        #expect(violation.node.path == "/library/note")
        #expect(violation.text?.stringValue == "words")
    }

    @Test func `a type that nobody knows`() throws {
        for type in ["Globe", "none:CityMap"] {
            let violation = try only("<name>City</name><map shelf='1' xsi:type='\(type)'/>")
            #expect(violation.kind == .typeUnknown, "\(type)")
            #expect(violation.node.path == "/library/map/@xsi:type")
            #expect(violation.found == type)
        }
    }

    @Test func `a type that may not stand there`() throws {
        let violation = try only("<name>City</name><map shelf='1' xsi:type='Book'/>")
        #expect(violation.kind == .typeNotAllowed)
    }

    @Test func `an abstract type without xsi type`() throws {
        let violation = try only("<name>City</name><map shelf='1'/>")
        #expect(violation.kind == .typeMissing)
        #expect(violation.node.path == "/library/map")
    }

    @Test func `nil where it may not be`() throws {
        let book = "<book shelf='1'><author>Ann</author><title xsi:nil='true'/></book>"
        #expect(try violations("<name>City</name>\(book)").first?.kind == .nilNotAllowed)
        #expect(try violations("<name>City</name><book shelf='1'><author>Ann</author><title>Sea</title><lent xsi:nil='true'/></book>").isEmpty)
    }

    @Test func `content in a nil element`() throws {
        let violation = try only("<name>City</name><book shelf='1'><author>Ann</author><title>Sea</title><lent xsi:nil='true'>2026-01-01</lent></book>")
        #expect(violation.kind == .textUnexpected)
    }

    @Test func `an identifier used twice`() throws {
        let book = { (id: String, shelf: Int) in "<book shelf='\(shelf)' id='\(id)'><author>Ann</author><title>Sea</title></book>" }
        let violation = try only("<name>City</name>" + book("a", 1) + book("b", 2) + book(" a ", 3))
        #expect(violation.kind == .keyBroken)
        #expect(violation.node.path == "/library/book[3]/@id")
        #expect(try violations("<name>City</name>" + book("a", 1) + book("b", 2)).isEmpty)
        #expect(try violations("<name>City</name>" + book("1", 1)).first?.kind == .valueMalformed)
    }

    @Test func `a key used twice`() throws {
        let violation = try only("<name>City</name><note shelf='1'/><note shelf='1'/>")
        #expect(violation.kind == .keyBroken)
        #expect(violation.node.path == "/library/note[2]")
    }

    @Test func `violations of a document that is judged on a copy have the same places`() throws {
        let twins = "<book shelf='8' id='x'><author>A B</author><title>Sea</title></book><book shelf='9' id='x'><author>A B</author><title>Sea</title></book>"
        let faults = """
            <name>City</name><book shelf='1'/><note shelf='2'>words</note><!-- --><note shelf='3'><line/></note>\
            <map shelf='4' xsi:type='Globe'/><book shelf='5' isbn='1&amp;'><author>Ann</author><title>Sea</title></book>
            """
        let plain = try violations(faults, attributes: "open='&quot;'")
        let copied = try violations(faults + twins, attributes: "open='&quot;'")
        #expect(copied.map(\.kind) == plain.map(\.kind) + [.keyBroken])
        #expect(zip(copied, plain).allSatisfy { $0.node.path.replacing(/\[\d+\]/, with: "") == $1.node.path.replacing(/\[\d+\]/, with: "") })
        #expect(copied[2].text?.stringValue == "words")
        #expect(plain.map(\.found) == ["\"", nil, "words", nil, "Globe", "1&"])
    }

    @Test func `ampersands in values reach the schema as they are`() throws {
        let violation = try only("<name>City</name>", attributes: "open='a&amp;b&amp;#38;c'")
        #expect(violation.rawMessage.contains("'a&b&#38;c'"))
        #expect(violation.found == "a&b&#38;c")
    }

    @Test func `no more violations than asked for`() throws {
        let notes = (1...50).map { "<note shelf='\($0)'>words</note>" }.joined()
        let root = try library("<name>City</name>" + notes)
        #expect(try librarySchema.get().violations(in: root).count == 50)
        #expect(try librarySchema.get().violations(in: root, limit: 7).count == 7)
        #expect(try librarySchema.get().violations(in: root, limit: 0).isEmpty)
        #expect(try !librarySchema.get().accepts(root))
    }

    @Test func `the description shows no content`() throws {
        let violation = try only("<name>City</name>", attributes: "open='secret'")
        #expect(violation.description == "structure.value-not-allowed line 1 /library/@open")
    }
}
