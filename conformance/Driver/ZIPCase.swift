// The case of an XDM archive: is it unpacked, and if not, which class of refusal is it?

import CredentialChecks
import Glibc
import XDSMessages
import XMLTree
import ZIPArchives

/// `conformance-driver zip FILE`: exit 0 when the archive can be taken, exit 1 and the class when it is refused.
enum ZIPCase {
    static func run(_ arguments: [String]) -> Int32 {
        guard arguments.count == 1, let path = arguments.first else { return 2 }
        let limits = ZIPLimits.standard
        guard let bytes = InputFile.read(path, atMost: limits.archiveBytes + 1) else { return 2 }
        do throws(ZIPFailure) {
            let archive = try XDMArchive(reading: bytes, limits: limits, sha1: Digest.sha1)
            guard let fault = archive.faults.first(where: { !$0.code.isRemark }) else {
                print(JSONLine([("class", nil), ("documents", "\(archive.submissions.map(\.documents.count).reduce(0, +))")]))
                return 0
            }
            print(JSONLine([("class", errorClass(fault)), ("code", fault.code.rawValue), ("detail", fault.detail)]))
        } catch {
            print(JSONLine([("class", errorClass(error.code)), ("code", error.code.rawValue), ("detail", error.detail)]))
        }
        return 1
    }

    /// The suite's name for a code of ours.
    private static func errorClass(_ code: ZIPFailureCode) -> String {
        switch code {
        case .archiveTooLarge, .tooManyEntries, .entryTooLarge, .totalTooLarge, .ratio: "limits"
        case .noEnd, .ambiguousEnd, .empty, .zip64, .directory, .layout, .localHeader, .descriptor, .deflate, .size, .checksum: "structure"
        case .encrypted, .method: "unsupported"
        case .name, .nameTooLong, .nameTooDeep: "path"
        case .link: "link"
        case .duplicate: "duplicate"
        }
    }

    private static func errorClass(_ fault: XDMFault) -> String {
        switch fault.code {
        case .metadataNotXML, .documentNotXML: fault.parse?.code == .dtdForbidden ? "dtd-forbidden" : "not-well-formed"
        case .foreignURI: "path"
        case .otherSize, .otherHash: "integrity"
        default: "xdm"
        }
    }
}
