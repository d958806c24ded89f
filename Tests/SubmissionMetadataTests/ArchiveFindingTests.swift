// What is wrong with an archive, as findings.

import ClinicalTypes
import Foundation
import SubmissionMetadata
import TestSupport
import Testing
import XDSMessages
import ZIPArchives

@Suite struct ArchiveFindingTests {
    @Test func `every code of archives is explained on the page of folders`() throws {
        let page = try String(contentsOf: projectRoot.appending(path: "docs/folders.md"), encoding: .utf8)
        for code in ZIPFailureCode.allCases.map(\.rawValue) + XDMFaultCode.allCases.map(\.rawValue) {
            #expect(page.contains("| `\(code)` |"), "\(code)")
        }
    }

    @Test(arguments: ZIPFailureCode.allCases)
    func `an archive that cannot be read is an error in both languages`(code: ZIPFailureCode) {
        let finding = ZIPFailure(code, entry: 2, detail: "9").finding
        #expect(finding.code == code.rawValue && finding.severity == .error && finding.found == "entry 2: 9")
        #expect(!finding.message.fr.isEmpty && finding.message.fr != finding.message.en)
    }

    @Test(arguments: XDMFaultCode.allCases)
    func `a fault refuses, a remark does not`(code: XDMFaultCode) {
        let finding = XDMFault(code, file: "IHE_XDM/SUBSET01/DOC0001.XML").finding
        #expect((finding.severity >= .error) == !code.isRemark && finding.found == "IHE_XDM/SUBSET01/DOC0001.XML")
        #expect(!finding.message.fr.contains("DOC0001") && finding.message.fr != finding.message.en)
    }

    @Test func `a fault without a place has found nothing`() { #expect(XDMFault(.noMetadata).finding.found == nil) }
}
