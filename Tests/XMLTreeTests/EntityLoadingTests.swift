// The way to files and the network is shut.

import Testing
import XMLTree

@Suite struct EntityLoadingTests {
    @Test func `what a document points to is not read`() throws {
        let tree = try read(
            "<?xml-stylesheet href='file:///etc/passwd'?><a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='/etc/passwd' parse='text'/></a>")
        #expect(tree.root.stringValue.isEmpty)
    }

    @Test func `a provider counts only during the call, and the outer one comes back`() {
        let inner = EntityLoading.allowing({ _ in nil }) { EntityLoading.allowing({ _ in [] }) { 1 } + 1 }
        #expect(inner == 2)
    }
}
