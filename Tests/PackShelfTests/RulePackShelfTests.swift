// The shelf: what goes in comes out, and nothing else.

import PackShelf
import Testing

@Suite struct RulePackShelfTests {
    @Test func `a shelf without a folder has no packs`() throws {
        #expect(try RulePackShelf(folder: "/nonexistent/packs").packs().isEmpty)
    }
}
