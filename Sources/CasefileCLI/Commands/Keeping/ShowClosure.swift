import CaseActions
import CaseModel

/// What case.json says of closing and keeping, a line each.
func showClosure(_ document: CaseDocument, _ run: CommandRun) throws {
  if let closed = document.closed {
    try run.result(
      "closed", "\(closed.at.iso) by \(closed.by.visible): \(closed.why.visible)",
      ["at": .text(closed.at.iso), "by": .text(closed.by)])
    let day = closed.retainUntil
    let lines = ["until \(day.isEmpty ? "not stated" : day)"] + closed.basis.map(\.visible)
    try run.result("keep", lines.joined(separator: "\n"), ["until": .text(day)])
  }
  if document.hold != nil { try showHold(document, run) }
}

func showHold(_ document: CaseDocument, _ run: CommandRun) throws {
  let text = document.hold.map { "since \($0.at.iso) by \($0.by.visible): \($0.why.visible)" }
  try run.result("hold", text ?? "none", ["isSet": .bool(document.hold != nil)])
}
