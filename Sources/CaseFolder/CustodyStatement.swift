/// What a custody log last states of a file.
package struct CustodyStatement: Equatable, Sendable {
  package var sha256: String
  /// Of the entry.
  package var seq: Int
  package var action: String

  /// The entry found it changed, or added by somebody.
  package var isFoundChanged: Bool { action == CustodyAction.resultFoundChanged.rawValue }

  /// By name in the case's folder; a later line replaces an earlier one.
  static func last(
    _ lines: some Sequence<(seq: Int, action: String, objects: [CustodyObject])>
  ) -> [String: CustodyStatement] {
    var last: [String: CustodyStatement] = [:]
    for line in lines {
      for object in line.objects {
        last[object.name] = CustodyStatement(
          sha256: object.sha256, seq: line.seq, action: line.action)
      }
    }
    return last
  }
}
