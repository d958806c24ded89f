// The case of an XML document: is it read, and if not, which class of refusal is it?

import Glibc
import XMLTree

/// `conformance-driver xml FILE`: exit 0 and the title's text when the document is read, exit 1 and the class when it is refused.
enum XMLCase {
    static func run(_ arguments: [String]) -> Int32 {
        guard arguments.count == 1, let path = arguments.first else { return 2 }
        let limits = ParseLimits.standard
        // One byte more than is allowed is enough to know; the rest of an endless stream is never read.
        guard let bytes = InputFile.read(path, atMost: limits.bytes + 1) else { return 2 }
        do throws(ParseFailure) {
            let tree = try FrozenTree.parse(bytes, limits: limits)
            let title = tree.root.child("title", in: "urn:hl7-org:v3")
            print(JSONLine([("class", nil), ("string_value", title?.stringValue)]))
            return 0
        } catch {
            let place = "\(error.line):\(error.column)"
            print(JSONLine([("class", errorClass(error.code)), ("code", error.code.rawValue), ("place", place), ("detail", error.reason?.description)]))
            return 1
        }
    }

    /// The suite's name for a code of ours.
    private static func errorClass(_ code: ParseFailureCode) -> String {
        switch code {
        case .dtdForbidden: "dtd-forbidden"
        case .encoding: "encoding"
        case .version: "xml-version"
        case .empty, .notWellFormed, .namespace, .compressed: "not-well-formed"
        case .timeout: "timeout"
        case .limitBytes, .limitDepth, .limitNodes, .limitAttributes, .limitStartTag, .limitNamespaces, .limitNames, .limitNameLength, .limitText,
            .limitMemory:
            "limits"
        }
    }
}
