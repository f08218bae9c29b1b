import CaseModel
import TextFormats

/// What changed from one issue of findings to another, for notices that are supplied in phases.
package struct FindingsDiff {
  package struct Change: Equatable, Sendable {
    /// `messages`, `folders`, `mailboxes`, `inventory`, `unaudited`, `unnamed`, `coverage`, `contexts`,
    /// `evidence`, `outsideScope`, `scope`, `totals`, `rules`.
    package var area: String
    /// Empty where the whole case is meant.
    package var mailbox: String
    package var what: String
    /// Empty: it was not there, or is no more.
    package var before: String
    package var after: String

    package var kind: String { before.isEmpty ? "added" : after.isEmpty ? "removed" : "changed" }
  }

  package let from: Int64
  package let to: Int64
  /// In the order of areas, mailboxes and texts.
  package private(set) var changes: [Change] = []

  /// - Parameter scopes: the scope of each, where it is kept.
  package init(
    _ old: FindingsDigest, _ new: FindingsDigest, scopes: (old: JSONValue?, new: JSONValue?)
  ) {
    from = old.issue
    to = new.issue
    let keys = Set(old.mailboxes.keys).union(new.mailboxes.keys)
    func name(_ key: String) -> String {
      (new.mailboxes[key] ?? old.mailboxes[key])?.name ?? key
    }
    for key in keys.sorted(by: { (name($0), $0) < (name($1), $1) }) {
      compare(old.mailboxes[key], new.mailboxes[key], name(key))
    }
    compare("contexts", "", old.contexts, new.contexts)
    compare("evidence", "", old.evidence, new.evidence)
    compare("outsideScope", "", old.outside, new.outside)
    compareScopes(old, new, scopes)
    compare("totals", "", old.totals, new.totals)
    if old.rules != new.rules {
      changes.append(
        Change(
          area: "rules", mailbox: "", what: "the rules of casefile", before: old.rules,
          after: new.rules))
    }
    let order = changes.indices.sorted {
      let (left, right) = (areaOrder(changes[$0].area), areaOrder(changes[$1].area))
      return left == right ? $0 < $1 : left < right
    }
    changes = order.map { changes[$0] }
  }

  /// The areas in the order in which a reader wants them.
  package static let areas = [
    "messages", "mailboxes", "folders", "inventory", "unaudited", "unnamed", "coverage", "contexts",
    "scope",
    "evidence", "outsideScope", "totals", "rules",
  ]

  private func areaOrder(_ area: String) -> Int { FindingsDiff.areas.firstIndex(of: area) ?? 0 }

  // MARK: - Mailboxes

  private mutating func compare(
    _ old: FindingsDigest.Mailbox?, _ new: FindingsDigest.Mailbox?, _ name: String
  ) {
    let (was, isNow) = (old ?? FindingsDigest.Mailbox(), new ?? FindingsDigest.Mailbox())
    if old == nil || new == nil {
      changes.append(
        Change(
          area: "mailboxes", mailbox: name, what: "the mailbox",
          before: old == nil ? "" : "in scope",
          after: new == nil ? "" : "in scope"))
    }
    compareMessages(was, isNow, name)
    let (assumedBefore, assumedAfter) = (
      was.assumedBases.joined(separator: ", "), isNow.assumedBases.joined(separator: ", ")
    )
    if assumedBefore != assumedAfter {
      changes.append(
        Change(
          area: "mailboxes", mailbox: name, what: "assumed compromised as a whole",
          before: assumedBefore, after: assumedAfter))
    }
    compare("folders", name, was.folders, isNow.folders) {
      isNow.folderNames[$0] ?? was.folderNames[$0] ?? $0
    }
    compare("inventory", name, was.inventory, isNow.inventory)
    compare("unaudited", name, was.periods, isNow.periods)
    compare("unnamed", name, was.unnamed, isNow.unnamed)
    if old != nil, new != nil, was.coverage != isNow.coverage {
      changes.append(
        Change(
          area: "coverage", mailbox: name, what: "auditing", before: was.coverage,
          after: isNow.coverage))
    }
  }

  private mutating func compareMessages(
    _ was: FindingsDigest.Mailbox, _ isNow: FindingsDigest.Mailbox, _ name: String
  ) {
    for id in Set(was.messages.keys).union(isNow.messages.keys).sorted() {
      let (before, after) = (was.messages[id], isNow.messages[id])
      if before?.basis == after?.basis { continue }
      let folders = (after ?? before)?.folders ?? []
      changes.append(
        Change(
          area: "messages", mailbox: name, what: message(id),
          before: tier(before, was, folders), after: tier(after, isNow, folders)))
    }
  }

  /// An InternetMessageId needs no word before it.
  private func message(_ key: String) -> String {
    let word = "internetMessageId "
    return key.hasPrefix(word) ? String(key.dropFirst(word.count)) : key
  }

  /// Where a message stands that is recorded in one of the issues; empty where nothing is said of it.
  private func tier(
    _ message: FindingsDigest.Message?, _ mailbox: FindingsDigest.Mailbox, _ folders: [String]
  ) -> String {
    if let message { return "recorded, \(message.basis)" }
    if !mailbox.assumedBases.isEmpty { return "assumed with the mailbox" }
    if folders.contains(where: { mailbox.folders[$0] != nil }) { return "assumed with its folder" }
    return ""
  }

  // MARK: - Lists

  private mutating func compare(
    _ area: String, _ mailbox: String, _ old: [String: String], _ new: [String: String],
    name: (String) -> String = { $0 }
  ) {
    for key in Set(old.keys).union(new.keys).sorted() where old[key] != new[key] {
      changes.append(
        Change(
          area: area, mailbox: mailbox, what: name(key), before: filled(old[key]),
          after: filled(new[key])))
    }
  }

  /// What is there but says nothing more.
  private func filled(_ value: String?) -> String {
    value.map { $0.isEmpty ? "present" : $0 } ?? ""
  }

  private mutating func compareScopes(
    _ old: FindingsDigest, _ new: FindingsDigest, _ scopes: (old: JSONValue?, new: JSONValue?)
  ) {
    if old.scopeSHA256 == new.scopeSHA256 { return }
    guard let before = scopes.old, let after = scopes.new else {
      changes.append(
        Change(
          area: "scope", mailbox: "", what: "scope.json", before: "SHA-256 \(old.scopeSHA256)",
          after: "SHA-256 \(new.scopeSHA256)"))
      return
    }
    compare("scope", "", rules(before), rules(after))
  }

  /// Each window, rule, reading and decision with all that it says.
  private func rules(_ scope: JSONValue) -> [String: String] {
    var rules: [String: String] = [:]
    func line(_ json: JSONValue) -> String {
      var writer = JSONWriter(compact: true)
      writer.value(json)
      let bytes = writer.finish()
      return EvidenceText(bytes: Array(bytes.prefix { $0 != 0x0A })).visible
    }
    for name in ["indicators", "knownGood"] {
      for rule in scope[name]?.elements ?? [] {
        rules["\(name) \(rule["id"]?.text ?? "")"] = line(rule)
      }
    }
    for name in ["mailboxes", "windows", "accessEnds", "decisions"] {
      for element in scope[name]?.elements ?? [] { rules["\(name) \(line(element))"] = "" }
    }
    for member in scope["readings"]?.members ?? [] {
      rules["readings.\(member.key)"] = line(member.value)
    }
    return rules
  }
}

/// The changes as JSON, for `diff --json`.
package func writeDiff(_ diff: FindingsDiff) -> [UInt8] {
  var writer = JSONWriter()
  writer.object { writer in
    writer.key("changes") { writer in
      writer.array(lines: diff.changes.count) { writer, index in
        let change = diff.changes[index]
        writer.object { writer in
          writer.key("after", change.after)
          writer.key("area", change.area)
          writer.key("before", change.before)
          writer.key("change", change.kind)
          writer.key("mailbox", change.mailbox)
          writer.key("what", change.what)
        }
      }
    }
    writer.key("from", diff.from)
    writer.key("schema", "casefile/diff/1")
    writer.key("to", diff.to)
  }
  return writer.finish()
}
