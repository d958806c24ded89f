// Who waits for writes learns of every failure among them, whatever ends well behind it.

import Testing

@testable import Gateway

@Suite struct OrderedWritesTests {
    private func ended(_ writes: inout OrderedWrites<String>, _ number: Int, failing: Bool = false) -> [String] {
        writes.end(number, hasFailed: failing).map { "\($0.caller) \($0.isWritten)" }
    }

    @Test func `nobody waits for nothing`() {
        var writes = OrderedWrites<String>()
        #expect(writes.settled(or: "a") == true)
    }

    @Test func `who waits is told when the last write that was begun before has ended`() {
        var writes = OrderedWrites<String>()
        let (first, second) = (writes.begin(), writes.begin())
        #expect(writes.settled(or: "a") == nil)
        let third = writes.begin()
        #expect(ended(&writes, second) == [])
        #expect(ended(&writes, first) == ["a true"])
        #expect(ended(&writes, third) == [] && writes.settled(or: "b") == true)
    }

    @Test func `a failure is not hidden by a write that ends well behind it`() {
        var writes = OrderedWrites<String>()
        let (first, second) = (writes.begin(), writes.begin())
        #expect(writes.settled(or: "a") == nil)
        #expect(ended(&writes, first, failing: true) == [])
        #expect(ended(&writes, second) == ["a false"])
        // The second was on its way when the first failed: who comes now may mean either.
        #expect(writes.settled(or: "b") == false)
    }

    @Test func `who came before a write does not learn of its failure`() {
        var writes = OrderedWrites<String>()
        let first = writes.begin()
        #expect(writes.settled(or: "a") == nil)
        let second = writes.begin()
        #expect(ended(&writes, second, failing: true) == [])
        #expect(ended(&writes, first) == ["a true"])
    }

    @Test func `a write that is begun after a failure and ends well makes it good again`() {
        var writes = OrderedWrites<String>()
        let first = writes.begin()
        #expect(ended(&writes, first, failing: true) == [] && writes.settled(or: "a") == false)
        let second = writes.begin()
        #expect(writes.settled(or: "b") == nil)
        #expect(ended(&writes, second) == ["b true"] && writes.settled(or: "c") == true)
    }

    @Test func `every one of many failures is told`() {
        var writes = OrderedWrites<Int>()
        for round in 0..<100 {
            let number = writes.begin()
            #expect(writes.settled(or: round) == nil)
            let told = writes.end(number, hasFailed: round.isMultiple(of: 3))
            #expect(told.map(\.caller) == [round] && told.map(\.isWritten) == [!round.isMultiple(of: 3)])
        }
    }
}
