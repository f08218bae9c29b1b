/// What is open around the rows of JSON, the innermost last: lists, and the objects around them.
struct JSONNesting: Equatable, Sendable {
  enum Level: UInt8 {
    /// A list of rows.
    case list
    /// An object around a list.
    case page
    /// A list of rows that are lists of cells.
    case table
  }

  /// Levels that are told apart; what is deeper is a list.
  private static let most = 64

  /// Two bits each, the innermost lowest.
  private var levels: UInt128 = 0
  private var depth = 0
  private var deeper = 0
  private(set) var lists = 0

  /// The innermost; `nil` where rows stand by themselves.
  var level: Level? {
    if deeper > 0 { return .list }
    return depth == 0 ? nil : Level(rawValue: UInt8(truncatingIfNeeded: levels & 3))
  }

  /// A page can be entered here.
  var hasRoom: Bool { depth + JSONDescent.deepest * 2 <= JSONNesting.most }

  mutating func open(_ level: Level) {
    if level != .page { lists += 1 }
    if depth == JSONNesting.most {
      deeper += 1
      return
    }
    depth += 1
    levels = levels << 2 | UInt128(level.rawValue)
  }

  /// Closes the innermost list, and a page in it that was not closed; nothing where no list is open.
  mutating func closeList() {
    if lists == 0 { return }
    while let level {
      close()
      if level != .page { return }
    }
  }

  /// At the innermost page.
  mutating func close() {
    if level != .page { lists -= 1 }
    if deeper > 0 {
      deeper -= 1
      return
    }
    depth -= 1
    levels >>= 2
  }
}
