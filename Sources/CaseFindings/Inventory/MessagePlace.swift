import CaseModel

/// Where a message is known to have been, and since when: what decides which periods and folders
/// concern it.
struct MessagePlace {
  /// As records name them.
  var recorded: [RecordedMessage.Folder] = []
  /// As inventories name them.
  var listed: [Int] = []
  var delivered: UTCTime?
  /// An inventory or a deletion record lists it.
  var isListed = false
  var isPlaced = true
  /// It came when the attacker had no access any more, and why that is so.
  var afterEnd: String?

  /// It was there before the last of some spans ended.
  func wasThere(in spans: [TimeSpan]) -> Bool {
    guard let delivered else { return true }
    return spans.contains { delivered < $0.to }
  }

  /// It was delivered in a span, or that is not known.
  func mayHaveArrived(in span: TimeSpan) -> Bool { delivered.map { span.contains($0) } ?? true }
}

/// Whether folders of inventories are those that records name, each pair compared once.
struct FolderComparison: Sendable {
  private struct Pair: Hashable {
    var recorded: RecordedMessage.Folder
    var listed: Int
  }

  private var answers: [Pair: FolderAnswer] = [:]

  init(_ mailboxes: [MailboxFindings], _ listed: [InventoryFolder]) {
    let named = mailboxes.flatMap {
      $0.assumedFolders.map(\.folder) + $0.unnamedAccess.compactMap(\.folder)
    }
    for folder in Set(named) {
      let recorded = RecordedFolder(folder)
      for (number, other) in listed.enumerated() {
        answers[Pair(recorded: folder, listed: number)] = recorded.isSame(other)
      }
    }
  }

  func answer(_ place: MessagePlace, _ folder: RecordedMessage.Folder) -> FolderAnswer {
    if place.recorded.contains(folder) { return .same }
    if place.listed.isEmpty { return place.recorded.isEmpty ? .unknown : .different }
    var answer = FolderAnswer.different
    for number in place.listed {
      switch answers[Pair(recorded: folder, listed: number)] ?? .unknown {
      case .same: return .same
      case .unknown: answer = .unknown
      case .different: break
      }
    }
    return answer
  }
}
