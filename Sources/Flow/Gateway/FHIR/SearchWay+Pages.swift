// The pages of a search: references first, then the entries of one page, so that neither time nor memory grows with the record.

import Acknowledgement
import FHIRResources
import SubmissionMetadata
import XDSMessages

extension SearchWay {
    /// The entries of one page, and where the next begins.
    struct EntryPage {
        var entries: [DocumentEntry] = []
        /// The entryUUID after which the next page begins; nil on the last page.
        var next: String?
        /// How many entries there are in all, where this page is all.
        var total: Int?
    }

    /// The most entries that are read for one page, however few of them are meant.
    static let mostRead = 1000
    /// How many entries are asked for at once.
    private static let step = 100

    /// Reads one page of what a search means.
    ///
    /// The registry gives references alone; they are put into the order of their names, which no other document changes, so that a document that is there
    /// throughout is told on exactly one page, whatever comes or goes meanwhile. Then entries are asked for by their names.
    func entries(of search: DocumentSearch) async throws -> (page: EntryPage, refusal: SearchAnswer?) {
        var asked = search.query
        asked.returnType = .objectRef
        let found = try await registry.query(asked)
        if let refusal = Self.refusal(found.response) { return (EntryPage(), refusal) }
        let after = search.page.after ?? ""
        let names = Set(found.objects.references.map { $0.lowercased() }).sorted().drop { $0 <= after }
        var page = EntryPage()
        var rest = names
        while !rest.isEmpty, names.count - rest.count < Self.mostRead, page.entries.count < max(search.page.count, 1) || search.page.count == 0 {
            let room = search.isFiltered || search.page.count == 0 ? Self.step : min(Self.step, search.page.count - page.entries.count)
            let wanted = rest.prefix(room)
            let given = try await registry.query(
                StoredQueryRequest(query: .getDocuments, parameters: [QueryParameter("$XDSDocumentEntryEntryUUID", anyOf: wanted.map { .string($0) })]))
            if let refusal = Self.refusal(given.response) { return (EntryPage(), refusal) }
            let entries = Dictionary(given.objects.documentEntries.map { ($0.entryUUID.lowercased(), $0) }) { first, _ in first }
            for name in wanted where page.entries.count < search.page.count || search.page.count == 0 {
                rest = rest.dropFirst()
                page.next = name
                if let entry = entries[name], search.admits(entry) { page.entries.append(entry) }
            }
        }
        if rest.isEmpty {
            page.next = nil
            page.total = search.page.after == nil ? page.entries.count : nil
        }
        // Nothing but the number is asked for.
        if search.page.count == 0 { (page.entries, page.next) = ([], nil) }
        return (page, nil)
    }

    /// A searchset.
    func bundle(
        _ resources: [FHIRElement], total: Int?, after: String?, next: String?, unknown: [String], _ link: (String?) -> String
    ) -> FHIRElement {
        var bundle = FHIRElement("Bundle")
        bundle.add("type", "searchset")
        bundle.add("total", total.map { String($0) })
        for (relation, place, isThere) in [("self", after, true), ("next", next, next != nil)] where isThere {
            bundle.add("link") { element in
                element.add("relation", relation)
                element.add("url", link(place.map { $0.replacing("urn:uuid:", with: "") }))
            }
        }
        for resource in resources {
            bundle.add("entry") { entry in
                entry.add("fullUrl", base + resource.type + "/" + (resource.text("id") ?? ""))
                entry.add("resource", resource)
                entry.add("search") { $0.add("mode", "match") }
            }
        }
        if !unknown.isEmpty {
            let issues = unknown.prefix(20).map { name in
                var issue = FHIRIssue(SearchFault(kind: .unknown, parameter: name))
                issue.weight = .warning
                return issue
            }
            bundle.add("entry") { entry in
                entry.add("resource", FHIRIssue.outcome(issues, in: language))
                entry.add("search") { $0.add("mode", "outcome") }
            }
        }
        return bundle
    }
}
