// Hands inputs to a harness: libFuzzer's own, or files named on the command line.

import Glibc

/// What a harness does with one input.
public typealias FuzzBody = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt

#if REPLAY
    /// Gives every file that is named to the harness; options are passed over.
    public func fuzz(_ body: FuzzBody) -> CInt {
        for path in CommandLine.arguments.dropFirst() where !path.hasPrefix("-") {
            guard let file = fopen(path, "rb") else { continue }
            var bytes = [UInt8](repeating: 0, count: 1 << 20)
            let count = fread(&bytes, 1, bytes.count, file)
            fclose(file)
            _ = bytes.withUnsafeBufferPointer { body($0.baseAddress, count) }
        }
        return 0
    }
#else
    @_silgen_name("LLVMFuzzerRunDriver")
    private func runDriver(
        _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>, _ body: FuzzBody
    ) -> CInt

    /// libFuzzer's own `main`, which is linked and not used, wants this name.
    @_cdecl("LLVMFuzzerTestOneInput")
    func unusedTest(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt { preconditionFailure("the harness's own main is the one to run") }

    /// Runs libFuzzer with the arguments of the process.
    public func fuzz(_ body: FuzzBody) -> CInt {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        return runDriver(&count, &arguments, body)
    }
#endif

/// An input in the parts that zero bytes divide it into.
public func parts(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [[UInt8]] {
    UnsafeBufferPointer(start: start, count: count).split(separator: 0, omittingEmptySubsequences: false).map(Array.init)
}
