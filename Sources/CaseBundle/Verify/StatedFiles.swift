import CaseFolder

/// What the custody log of a bundle, or its outline, last states of each file of the case.
struct StatedFiles {
  struct Statement {
    var sha256: String
    var seq: Int
    /// The log found it changed, or added by somebody.
    var isForeign: Bool
  }

  /// By member of the bundle, whether it is there or not.
  private(set) var last: [String: Statement] = [:]

  init(_ log: CustodyLog) {
    for entry in log.entries { add(entry.objects, seq: entry.seq, action: entry.action) }
  }

  init(_ outline: [CustodyOutline.Line]) {
    for line in outline { add(line.objects, seq: line.seq, action: line.action) }
  }

  private mutating func add(_ objects: [CustodyObject], seq: Int, action: String) {
    let isForeign = action == CustodyEntry.changedResult
    for object in objects {
      last[StatedFiles.member(object.name)] = Statement(
        sha256: object.sha256, seq: seq, isForeign: isForeign)
    }
  }

  /// - Parameter name: in the case's folder.
  private static func member(_ name: String) -> String {
    switch name {
    case "case.json": BundleFormat.caseFile
    case "scope.json": BundleFormat.scopeFile
    default: "data/\(name)"
    }
  }
}
