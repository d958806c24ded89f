// The body: one enclosed file, or sections.

import CDADocuments
import Testing
import XMLTree

@Suite struct BodyTests {
    private func enclosed(_ text: String, representation: String = " representation=\"B64\"") throws -> UnstructuredBody {
        let document = try document("<component><nonXMLBody><text mediaType=\"text/plain\"\(representation)>\(text)</text></nonXMLBody></component>")
        guard case .unstructured(let body)? = document.body else { throw Base64Failure.wrongLength }
        return body
    }

    @Test(arguments: ["Ym9uam91cg==": "bonjour", "Ym9uam91cnM=": "bonjours", "Ym9uam91cnNl": "bonjourse", " Ym9u\n\tam91\r\ncg== ": "bonjour", "": ""])
    func `an enclosed file is decoded`(written: String, text: String) throws {
        let body = try enclosed(written)
        #expect(body.mediaType == "text/plain")
        #expect(try body.decoded().get() == Array(text.utf8))
    }

    @Test(arguments: ["Ym9uam91cg", "Ym9uam91cg=", "Y", "Ym9u=", "====", "Ym==Ym==", "Ym9uam91c==="])
    func `base64 that is cut or badly padded is refused`(written: String) throws {
        #expect(try enclosed(written).decoded() == .failure(.wrongLength))
    }

    @Test func `a wrong character is told with its place`() throws {
        #expect(try enclosed("Ym9u*m91").decoded() == .failure(.wrongCharacter(offset: 4)))
        #expect(try enclosed("Ymé=").decoded() == .failure(.wrongCharacter(offset: 2)))
    }

    @Test func `no more than the limit comes out`() throws {
        let body = try enclosed(String(repeating: "QUFB", count: 100))
        #expect(try body.decoded(limit: 300).get().count == 300)
        #expect(body.decoded(limit: 299) == .failure(.tooLarge(limit: 299)))
        // White space is not counted.
        #expect(try enclosed(String(repeating: "QUFB      \n", count: 100)).decoded(limit: 300).get().count == 300)
    }

    @Test func `a text that is not base64 is taken as it stands`() throws {
        let body = try enclosed("bonjour", representation: "")
        #expect(body.representation == nil)
        #expect(try body.decoded().get() == Array("bonjour".utf8))
        #expect(body.decoded(limit: 3) == .failure(.tooLarge(limit: 3)))
    }

    @Test func `sections are read with those within them`() throws {
        let document = try document(
            """
            <component><structuredBody>
              <component><section><templateId root="1"/><id root="2"/><code code="30954-2" codeSystem="3"/><title>Résultats</title><text>t</text>
                <component><section><title>Dedans</title></section></component></section></component>
              <component><section><title>Autre</title></section></component>
            </structuredBody></component>
            """)
        guard case .structured(let body)? = document.body else {
            Issue.record("no structured body")
            return
        }
        #expect(body.sections.map { $0.title?.text } == ["Résultats", "Autre"])
        let section = body.sections[0]
        #expect(section.templateIDs.first?.root == "1" && section.id?.root == "2" && section.code?.code == "30954-2" && section.text?.stringValue == "t")
        #expect(section.sections.map { $0.title?.text } == ["Dedans"])
        #expect(document.body?.node == body.node)
    }
}
