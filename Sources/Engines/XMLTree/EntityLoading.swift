// Shuts libxml2's way to files and the network for the whole process, and opens it by hand where a schema needs its parts.

import CXML
import Glibc
import Synchronization

/// What libxml2 may load beyond the bytes it was given: nothing, unless code on the same thread answers for it.
///
/// libxml2 knows one loader for the whole process. The first parse replaces it by one that refuses everything. Compiling a schema from several
/// files is the one honest need; `allowing(_:during:)` serves it from memory for the time of one call, on the calling thread alone.
public enum EntityLoading {
    /// Answers with the bytes of a location, or nil to refuse it.
    public typealias Provider = @Sendable (_ location: String) -> [UInt8]?

    private static let providers = Mutex<[UInt: Provider]>([:])

    private static let denied: Void = {
        xmlInitParser()
        xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE)
        xmlSetExternalEntityLoader { location, _, context in
            guard let location else { return nil }
            let provider = EntityLoading.providers.withLock { $0[UInt(pthread_self())] }
            guard let bytes = provider?(String(cString: location)), bytes.count < Int(Int32.max) else { return nil }
            return EntityLoading.input(bytes, named: location, context)
        }
    }()

    /// Refuses all loading from now on; costs nothing after the first call.
    public static func deny() {
        _ = denied
    }

    /// Runs `body` while `provider` answers what libxml2 asks for on this thread: included and imported schemas, by their resolved location.
    public static func allowing<Result, Failure: Error>(
        _ provider: @escaping Provider, during body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        deny()
        let thread = UInt(pthread_self())
        let outer = providers.withLock { $0.updateValue(provider, forKey: thread) }
        defer { providers.withLock { $0[thread] = outer } }
        return try body()
    }

    private static func input(_ bytes: [UInt8], named location: UnsafePointer<CChar>, _ context: xmlParserCtxtPtr?) -> xmlParserInputPtr? {
        let buffer = bytes.withUnsafeBytes { raw in
            xmlParserInputBufferCreateMem(raw.bindMemory(to: CChar.self).baseAddress, Int32(raw.count), XML_CHAR_ENCODING_NONE)
        }
        guard let buffer else { return nil }
        guard let input = xmlNewIOInputStream(context, buffer, XML_CHAR_ENCODING_NONE) else {
            xmlFreeParserInputBuffer(buffer)
            return nil
        }
        // libxml2 frees the name with the input, and resolves relative locations against it.
        let name = xmlStrdup(UnsafeRawPointer(location).assumingMemoryBound(to: UInt8.self))
        input.pointee.filename = name.map { UnsafePointer(UnsafeMutableRawPointer($0).assumingMemoryBound(to: CChar.self)) }
        return input
    }
}
