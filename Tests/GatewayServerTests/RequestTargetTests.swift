// Which request targets have one reading only.

import Testing

@testable import GatewayServer

@Suite struct RequestTargetTests {
    @Test(arguments: [
        "/", "/v1/documents", "/v1/submissions?limit=10&before=3", "/v1/submissions/0197c0de", "/v1/submissions?documentId=1.2.3%5E42", "/caf%C3%A9", "/a//b",
        "/v1/documents/", "/a?b?c/../d", "/...", "/.hidden", "/v1/documents%20",
    ])
    func `a plain target passes`(target: String) { #expect(RequestTarget.isPlain(target)) }

    @Test(arguments: [
        "", "v1/documents", "*", "http://localhost/v1", "/v1/../v1/documents", "/v1/./documents", "/..", "/v1/%2e%2e/documents", "/v1/%2E/documents",
        "/v1%2fdocuments", "/v1%2Fdocuments", "/v1/%", "/v1/%4", "/v1/%zz", "/v1/%25", "/v1\\documents", "/v1/%5C", "/v1/%00", "/v1/%0d%0a", "/v1/%7f",
        "/%c3%28",
        "/v1/documents?x=%", "/v1/documents?x=%2", "/" + String(repeating: "a", count: 8192),
    ])
    func `a target that could be read in two ways does not`(target: String) { #expect(!RequestTarget.isPlain(target)) }
}
