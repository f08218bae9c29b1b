import CaseModel

extension VariantUnion {
  /// A record that copies with one id are.
  package struct UnitedCopies {
    /// Which of the copies, by number; a copy is of one record.
    package var copies: [Int]
    package var result: Result
  }

  /// The records that copies with one id are: one, or one for each mailbox that they name (R2, R3).
  ///
  /// Where they name several, the id is in conflict, and nothing is united across mailboxes. A copy
  /// that may be of several counts by itself, and what it says is added to each: it widens access,
  /// and explains nothing away.
  ///
  /// - Parameter rows: two or more variants.
  /// - Returns: in an order that what the copies say decides.
  package mutating func records(_ rows: [RecordRow]) -> [UnitedCopies] {
    let one = { UnitedCopies(copies: Array(rows.indices), result: $0) }
    if !mayNameSeveral(rows) { return [one(unite(rows))] }
    let keys = rows.map(order)
    let ordered = rows.indices.sorted { keys[$0].lexicographicallyPrecedes(keys[$1]) }
    let dealt = CopiesByMailbox(ordered.map { contexts.rows[Int(rows[$0].context)] }, texts)
    let groups = dealt.groups
    if groups.count == 1 { return [one(unite(rows))] }
    return groups.enumerated().map { number, group in
      var result = unite(group.copies.map { rows[ordered[$0]] })
      result.isConflict = true
      let others = dealt.neighbours(of: number).flatMap { groups[$0].copies }
      widen(&result, by: others.map { rows[ordered[$0]] })
      return UnitedCopies(copies: group.copies.map { ordered[$0] }, result: result)
    }
  }

  /// Cheap, because most copies differ in other things: two organisations, two GUIDs, or two names of
  /// which one stands without GUID.
  private func mayNameSeveral(_ rows: [RecordRow]) -> Bool {
    var seen = ContextRow()
    var namesDiffer = false
    var isBare = false
    func differs(_ text: UInt32, _ seen: inout UInt32) -> Bool {
      if text == 0 { return false }
      if seen == 0 { seen = text }
      return seen != text
    }
    for row in rows {
      let context = contexts.rows[Int(row.context)]
      if differs(context.organization, &seen.organization) { return true }
      if differs(context.mailboxGuid, &seen.mailboxGuid) { return true }
      if differs(context.mailboxName, &seen.mailboxName) { namesDiffer = true }
      if context.mailboxGuid == 0, context.mailboxName != 0 { isBare = true }
    }
    return namesDiffer && isBare
  }

  // MARK: - What may be of another mailbox

  /// Adds what copies say that may be of another mailbox. Nothing is filled in from them, and what
  /// the record leaves unnamed stays so (R17).
  private mutating func widen(_ result: inout Result, by others: [RecordRow]) {
    let row = result.row
    let others = others.filter { isSameAccess($0, row) }
    if others.isEmpty { return }
    var left = unnamed(row)
    if isSync(row) { result.row.access = .sync }
    for other in others {
      if isSync(other) { result.row.access = .sync }
      if other.throttled == .yes { result.row.throttled = .yes }
      if !other.marks.contains(.lossy) { left = max(left, unnamed(other)) }
      result.row.marks.formUnion(other.marks.subtracting(.lossy))
    }
    _ = uniteItems([row] + others, into: &result.row)
    if left > 0 || row.operationCount >= 0 {
      result.row.operationCount = Int32(clamping: named(result.row) + left)
    }
    let own = contexts.rows[Int(result.contexts[0])]
    for other in others {
      var context = contexts.rows[Int(other.context)]
      context.organization = own.organization
      context.mailboxGuid = own.mailboxGuid
      context.mailboxName = own.mailboxName
      add(context, to: &result)
    }
  }

  /// Both are mail access, or access to attachments, or the same operation.
  private func isSameAccess(_ one: RecordRow, _ other: RecordRow) -> Bool {
    let kinds: RecordMarks = [.mailAccess, .attachmentAccess]
    let kind = one.marks.intersection(kinds)
    if kind != other.marks.intersection(kinds) { return false }
    return !kind.isEmpty || one.operation == other.operation
  }

  /// As R1 places it.
  private func isSync(_ row: RecordRow) -> Bool {
    if row.access == .sync || row.access == .bind { return row.access == .sync }
    return !row.items.isEmpty && named(row) == 0
  }

  /// Items that are no folder.
  private func named(_ row: RecordRow) -> Int { row.items.count { !items.items[$0].isFolder } }

  /// How many messages of a mail access are not named (R17).
  private func unnamed(_ row: RecordRow) -> Int {
    if !row.marks.contains(.mailAccess) || isSync(row) { return 0 }
    let named = named(row)
    return max(named == 0 ? 1 : 0, Int(row.operationCount) - named)
  }
}
