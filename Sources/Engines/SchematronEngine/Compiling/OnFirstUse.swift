// Something that is made when it is first needed, by whichever thread comes first.

import Synchronization

/// A value that is made once it is asked for; asking again costs one read of memory.
///
/// When two threads ask at once both may make it, and one of the two is kept.
final class OnFirstUse<Value: AnyObject & Sendable>: Sendable {
    private let make: @Sendable () -> Value
    private let kept = KeptValue<Value>()

    init(_ make: @escaping @Sendable () -> Value) {
        self.make = make
    }

    /// The value.
    var value: Value { kept.value(orMaking: make) }
}

/// The place for such a value, for those who know how to make it.
struct KeptValue<Value: AnyObject & Sendable>: ~Copyable, Sendable {
    /// The bits of a reference that this place owns, 0 before.
    private let bits = Atomic<UInt>(0)

    deinit {
        if let known = UnsafeRawPointer(bitPattern: bits.load(ordering: .acquiring)) { Unmanaged<Value>.fromOpaque(known).release() }
    }

    /// The value.
    @inline(__always)
    func value(orMaking make: () -> Value) -> Value {
        if let known = UnsafeRawPointer(bitPattern: bits.load(ordering: .acquiring)) { return Unmanaged<Value>.fromOpaque(known).takeUnretainedValue() }
        return keep(make())
    }

    @inline(never)
    private func keep(_ value: Value) -> Value {
        let made = Unmanaged.passRetained(value)
        let (isKept, known) = bits.compareExchange(expected: 0, desired: UInt(bitPattern: made.toOpaque()), ordering: .acquiringAndReleasing)
        if isKept { return made.takeUnretainedValue() }
        made.release()
        return Unmanaged<Value>.fromOpaque(UnsafeRawPointer(bitPattern: known)!).takeUnretainedValue()
    }
}
