// The deepest expression that is allowed runs in a small stack.

import Foundation
import Testing
import XMLTree

@testable import XPathEngine

@Suite struct StackTests {
    /// Half of the stack that threads have on Linux; a debug build needs the most.
    private static let stackBytes = 4 << 20

    @Test(arguments: [
        ("(", "1", ")"), ("not(", "1", ")"), ("*[", "1", "]"), ("string(", "1", ")"), ("if (1) then (", "1", ") else 2"), ("for $x in 1 return (", "1", ")"),
        ("1 + (", "1", ")"), ("(1, (", "1", "))"),
        ("1 = (", "1", ")"), ("*/(", "1", ")"), ("//node()[position() = 1 and (", "1", ")]"), ("some $x in 1 satisfies (", "1", ")"),
        ("- (", "1", ") cast as xs:integer"), ("(* | (", "*", "))"), ("count(*[", "1", "])"),
        ("'a' = (//*[", "1", "])"), ("exists((", "1", ")[1])"), ("exists(*[count(", "*", ") = 1])"),
    ])
    func `what the limit allows does not overflow`(opening: String, middle: String, closing: String) async {
        var outcomes: [String] = []
        for depth in [20, 45, 70, 95, 99, 200] {
            let text = String(repeating: opening, count: depth) + middle + String(repeating: closing, count: depth)
            outcomes.append(
                await withCheckedContinuation { continuation in
                    let thread = Thread { continuation.resume(returning: truth(text, with: DynamicContext(item: .node(shelf.document), budget: 100_000))) }
                    thread.stackSize = Self.stackBytes
                    thread.start()
                })
        }
        #expect(outcomes.count == 6 && outcomes.last == "XPDY0130")
    }
}
