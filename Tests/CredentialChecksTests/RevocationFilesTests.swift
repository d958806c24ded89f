// Revocation lists in files: read again when they change, kept when they are damaged.

import CredentialChecks
import Foundation
import Testing

@Suite struct RevocationFilesTests {
    let authority: DevelopmentAuthority
    let leaf: Certificate
    let folder: URL

    init() throws {
        authority = try testAuthority.get()
        leaf = try authority.client(named: "leaf", now: testMoment).certificate
        folder = FileManager.default.temporaryDirectory.appending(path: "passerelle-lists-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func write(_ text: String, _ name: String = "lists.pem") throws { try Data(text.utf8).write(to: folder.appending(path: name)) }
    private var file: String { folder.appending(path: "lists.pem").path }

    @Test func `a list that changes is read again, and one that does not is not`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try write(authority.revocationLists(now: testMoment))
        var files = RevocationFiles(paths: [file])
        #expect(files.lists.lists.isEmpty)
        let changed1 = files.reload()
        #expect(changed1 && files.lists.lists.count == 2 && files.lists.revocation(of: leaf) == nil)
        let changed2 = files.reload()
        #expect(!changed2)
        try write(authority.revocationLists(revoking: [leaf], now: testMoment, number: 2))
        let changed3 = files.reload()
        #expect(changed3 && files.lists.revocation(of: leaf) != nil)
    }

    @Test func `the same bytes written again change nothing`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = try authority.revocationLists(now: testMoment)
        try write(text)
        var files = RevocationFiles(paths: [file])
        let changed4 = files.reload()
        #expect(changed4)
        try FileManager.default.setAttributes([.modificationDate: testMoment], ofItemAtPath: file)
        let changed5 = files.reload()
        #expect(!changed5)
    }

    @Test func `a damaged or vanished file leaves the former lists in force, and is told`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = try authority.revocationLists(revoking: [leaf], now: testMoment)
        try write(text)
        var files = RevocationFiles(paths: [file])
        let changed6 = files.reload()
        #expect(changed6 && files.faults.isEmpty)
        try write(String(text.dropLast(60)))
        let changed7 = files.reload()
        #expect(!changed7 && files.faults.map(\.failure) == [.unreadable] && files.faults[0].file == file && files.lists.revocation(of: leaf) != nil)
        try FileManager.default.removeItem(atPath: file)
        let changed8 = files.reload()
        #expect(!changed8 && files.faults.map(\.failure) == [.fileUnreadable] && files.lists.revocation(of: leaf) != nil)
        try write(text)
        let changed9 = files.reload()
        #expect(!changed9, "the lists are the ones in force")
        #expect(files.faults.isEmpty)
    }

    @Test func `a folder gives the lists of its files, and a file that leaves takes its own along`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let day: TimeInterval = 86_400
        for (name, issuer) in [("issuing.crl", authority.issuing), ("root.der", authority.root)] {
            let request = RevocationListRequest(revoking: [leaf], thisUpdate: testMoment, nextUpdate: testMoment + day)
            try Data(try issuer.revocationList(request)).write(to: folder.appending(path: name))
        }
        try write("nothing of interest", "readme.txt")
        var files = RevocationFiles(paths: [folder.path])
        let changed10 = files.reload()
        #expect(changed10 && files.lists.lists.count == 2 && files.faults.isEmpty)
        try FileManager.default.removeItem(at: folder.appending(path: "issuing.crl"))
        let changed11 = files.reload()
        #expect(changed11 && files.lists.lists.count == 1 && files.lists.revocation(of: leaf) == nil)
    }

    @Test func `a path that never was is told`() {
        var files = RevocationFiles(paths: [folder.appending(path: "none.crl").path])
        let changed12 = files.reload()
        #expect(!changed12 && files.faults.map(\.failure) == [.fileUnreadable])
    }
}
