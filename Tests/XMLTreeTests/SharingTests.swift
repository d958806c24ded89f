// Trees shared between tasks.

import Testing
import XMLTree

@Suite struct SharingTests {
    @Test func `many tasks read and ask one tree for its places at once`() async throws {
        let text = "<a>" + (0..<500).map { "<b i='\($0)'>é\n</b>" }.joined() + "</a>"
        let shared = try read(text)
        let expected = try read(text).root.elements.map { "\($0.lineAndColumn) \($0.byteRange) \($0[attribute: "i"] ?? "")" }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for task in 0..<8 {
                group.addTask {
                    let tree = task % 2 == 0 ? shared : try read(text)
                    return tree.root.elements.map { "\($0.lineAndColumn) \($0.byteRange) \($0[attribute: "i"] ?? "")" } == expected
                }
            }
            for try await isSame in group { #expect(isSame) }
        }
    }
}
