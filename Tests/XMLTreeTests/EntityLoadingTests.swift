// The way to files and the network is shut.

import CXML
import Testing
import XMLTree

@Suite struct EntityLoadingTests {
    private func isLoaded(_ location: String) -> Bool {
        let context = xmlNewParserCtxt()
        defer { xmlFreeParserCtxt(context) }
        guard let input = xmlLoadExternalEntity(location, nil, context) else { return false }
        xmlFreeInputStream(input)
        return true
    }

    @Test(arguments: ["/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/", "part.xsd"])
    func `nothing is loaded after the first parse`(location: String) throws {
        _ = try read("<a/>")
        #expect(!isLoaded(location))
    }

    @Test func `a provider answers for its call alone, and the outer one comes back`() {
        EntityLoading.allowing({ $0 == "outer.xsd" ? Array("<a/>".utf8) : nil }) {
            EntityLoading.allowing({ $0 == "inner.xsd" ? Array("<a/>".utf8) : nil }) {
                #expect(isLoaded("inner.xsd") && !isLoaded("outer.xsd"))
            }
            #expect(isLoaded("outer.xsd") && !isLoaded("inner.xsd") && !isLoaded("/etc/passwd"))
        }
        #expect(!isLoaded("outer.xsd"))
    }

    @Test func `a provider does not answer for other threads`() async {
        await withTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    let own = "\(task).xsd"
                    return EntityLoading.allowing({ $0 == own ? [0x3C] : nil }) {
                        (0..<200).allSatisfy { _ in (0..<8).allSatisfy { isLoaded("\($0).xsd") == ($0 == task) } }
                    }
                }
            }
            for await isOwnAlone in group { #expect(isOwnAlone) }
        }
    }

    @Test func `what a document points to is not read`() throws {
        let tree = try read(
            "<?xml-stylesheet href='file:///etc/passwd'?><a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='/etc/passwd' parse='text'/></a>")
        #expect(tree.root.stringValue.isEmpty)
    }
}
