/// What a page of a search in Graph says of itself, beside its records (R18).
package struct StatedPage: Hashable, Sendable {
  /// `@odata.context`: the address of what the page is of, with the id of the query. Empty: not stated.
  package var context = ""
  /// `@odata.nextLink`: the address of the page behind it. Empty: none is named.
  package var nextLink = ""
  /// `@odata.count`: records of all pages.
  package var count: Int64?

  package init() {}

  package var isEmpty: Bool { context.isEmpty && nextLink.isEmpty && count == nil }

  /// The query whose page it is: its id, where an address holds one; else the address itself, without
  /// what follows `?`.
  package var query: String {
    let address = context.isEmpty ? nextLink : context
    let path = address.prefix { $0 != "?" }
    let parts = path.split { "/()'$#".contains($0) }
    if let place = parts.lastIndex(of: "queries"), place + 1 < parts.count {
      return parts[place + 1].lowercased()
    }
    return path.lowercased()
  }
}
