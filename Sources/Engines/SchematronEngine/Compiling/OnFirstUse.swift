// Something that is made when it is first needed, by whichever thread comes first.

import Synchronization

/// A value that is made once it is asked for; asking again costs one read of memory.
///
/// When two threads ask at once both may make it, and one of the two is kept.
final class OnFirstUse<Value: AnyObject & Sendable>: Sendable {
    private let make: @Sendable () -> Value
    /// The bits of a reference that this object owns, 0 before.
    private let bits = Atomic<UInt>(0)

    init(_ make: @escaping @Sendable () -> Value) {
        self.make = make
    }

    deinit {
        if let known = UnsafeRawPointer(bitPattern: bits.load(ordering: .acquiring)) { Unmanaged<Value>.fromOpaque(known).release() }
    }

    /// The value.
    var value: Value {
        if let known = UnsafeRawPointer(bitPattern: bits.load(ordering: .acquiring)) { return Unmanaged<Value>.fromOpaque(known).takeUnretainedValue() }
        let made = Unmanaged.passRetained(make())
        let (isKept, known) = bits.compareExchange(expected: 0, desired: UInt(bitPattern: made.toOpaque()), ordering: .acquiringAndReleasing)
        if isKept { return made.takeUnretainedValue() }
        made.release()
        return Unmanaged<Value>.fromOpaque(UnsafeRawPointer(bitPattern: known)!).takeUnretainedValue()
    }
}
