// Starts xmlsec once for the whole process.

import CXMLSec
import XMLTree

/// The library behind signatures.
enum SignatureLibrary {
    /// Whether xmlsec is ready; it is asked before each use and starts at the first.
    ///
    /// XMLTree's way to files and the network is shut before, and stays shut.
    static let isReady: Bool = {
        EntityLoading.deny()
        return cxmlsec_start() == 1
    }()
}
