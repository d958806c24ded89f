// Where a private key stands in a PKCS#11 token: a smart card, a security module, a software token.

import CXMLSec
import Synchronization

/// A key in a token, by its PKCS#11 URI (RFC 7512).
public struct TokenKey: Sendable {
    /// The shared library of the token's maker, for instance `/usr/lib/softhsm/libsofthsm2.so`.
    public var module: String
    /// Which key: `pkcs11:token=…;object=…;type=private`, without the PIN.
    public var uri: String
    /// The PIN.
    public var pin: String

    /// Names a key.
    public init(module: String, uri: String, pin: String) {
        self.module = module
        self.uri = uri
        self.pin = pin
    }

    /// Engines by the module that they were started with: an engine loads one module, once, for the life of the process.
    private static let engines = Mutex<[String: Engine]>([:])

    /// Loads the handle of the key.
    func load() throws(SigningKeyFailure) -> OpaquePointer {
        defer { ERR_clear_error() }
        let module = module
        let engine = Self.engines.withLock { engines in
            if let known = engines[module] { return known as Engine? }
            let started = Engine(module: module)
            engines[module] = started
            return started
        }
        guard let engine else { throw .engineMissing }
        // The URI carries the PIN, so that the engine never asks a terminal for one.
        guard let key = ENGINE_load_private_key(engine.pointer, uri + ";pin-value=" + Self.escaped(pin), nil, nil) else { throw .tokenRefused }
        return key
    }

    /// Percent-encodes what a PKCS#11 URI keeps for itself (RFC 7512, 2.3).
    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}

extension TokenKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The URI: never the PIN.
    public var description: String { "token key \(uri)" }
    /// The same as `description`.
    public var debugDescription: String { description }
    /// Nothing: a dump shows no PIN.
    public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}

/// An OpenSSL engine that was started; it is never stopped.
private final class Engine: @unchecked Sendable {
    let pointer: OpaquePointer

    init?(module: String) {
        guard SignatureLibrary.isReady, let engine = cxmlsec_token_engine() else { return nil }
        guard ENGINE_ctrl_cmd_string(engine, "MODULE_PATH", module, 0) == 1, ENGINE_init(engine) == 1 else {
            ENGINE_free(engine)
            return nil
        }
        pointer = engine
    }
}
