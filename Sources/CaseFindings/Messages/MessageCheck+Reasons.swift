import CaseModel

/// Why a message has its tier in a mailbox, in words.
extension MessageCheck {
  func recordedReasons(_ here: [Naming], in mailbox: ScopedIndex) -> [String] {
    var reasons: [String] = []
    var seen: Set<MessageIdentifier> = []
    for naming in here {
      let item = evidence.item(naming.item)
      guard seen.insert(item.identifiedBy).inserted,
        let index = messages.find(mailbox, item.message, item.identifiedBy)
      else { continue }
      let entry = messages.entries[index]
      let names = contexts.names(messages.records(index).lazy.map { decisions.contexts[$0] })
      let first = evidence.row(entry.first).time.iso
      let last = evidence.row(entry.last).time.iso
      reasons.append(
        "\(entry.records) Bind record(s) of attacker contexts name it (basis \(entry.kind.basis)),"
          + " first \(first), last \(last), contexts \(names.joined(separator: ", "))"
          + (item.identifiedBy == .internetMessageId
            ? "" : "; the record gives it as \(item.identifiedBy.name)"))
    }
    return reasons
  }

  func assumedReasons(_ mailbox: MailboxFindings, _ place: MessagePlace) -> [String] {
    if place.afterEnd != nil { return [] }
    var reasons: [String] = []
    for basis in mailbox.assumedBases {
      if basis == "sync" {
        reasons.append(
          "the whole mailbox is assumed: a client in an attacker context synchronised one of its"
            + " folders (reading: mailbox)")
      } else if place.wasThere(in: mailbox.spans(of: .throttled)) {
        reasons.append(
          "the whole mailbox is assumed: a record says IsThrottled True, and Bind records are"
            + " missing for 24 hours (reading: assumed)")
      }
    }
    for assumed in mailbox.assumedFolders where comparison.answer(place, assumed.folder) == .same {
      reasons.append(
        "its folder '\(assumed.folder.name.string)' was synchronised in an attacker context,"
          + " first \(assumed.first.iso), last \(assumed.last.iso)")
    }
    return reasons
  }

  func salvagedReasons(_ id: AskedIndex) -> [String] {
    (salvaged[id] ?? []).map { reject in
      "it was salvaged from a row that cannot be read:"
        + " \(evidenceName(Int(reject.source.evidence))) row \(reject.source.row)"
    }
  }

  func undeterminedReasons(_ mailbox: MailboxFindings, _ place: MessagePlace) -> [String] {
    var reasons: [String] = []
    if place.afterEnd != nil { return reasons }
    let open = mailbox.assumedFolders.count { comparison.answer(place, $0.folder) == .unknown }
    if open > 0, mailbox.assumedBases.isEmpty {
      reasons.append(
        "\(open) folder(s) were synchronised in an attacker context, and it is not known in"
          + " which folder the message was")
    }
    for period in mailbox.unauditedPeriods where place.wasThere(in: period.inWindow) {
      let within = period.inWindow.map { "\($0.from.iso) to \($0.to.iso)" }
      reasons.append(
        "unaudited (\(period.cause.rawValue)), in the windows \(within.joined(separator: ", ")):"
          + " \(period.note.english)")
    }
    for access in mailbox.unnamedAccess {
      if let folder = access.folder, comparison.answer(place, folder) == .different,
        !place.recorded.isEmpty || !place.listed.isEmpty
      {
        continue
      }
      reasons.append(
        "\(access.items) access(es) that cannot be named (\(access.kind.rawValue))"
          + (access.folder.map { " in folder '\($0.name.string)'" } ?? ""))
    }
    if mailbox.coverage.state == .notShown {
      reasons.append(
        "coverage is not shown: \(mailbox.coverage.reasons.joinedBySemicolon.english)")
    }
    if mailbox.coverage.state == .shown, !mailbox.isAskedFor {
      reasons.append(
        "no query is stated that asked for this mailbox, and its records do not lie on both sides of"
          + " every window")
    }
    if !place.isPlaced {
      let unknown =
        (place.delivered == nil ? ["when it was delivered"] : [])
        + (place.recorded.isEmpty && place.listed.isEmpty ? ["which folder it was in"] : [])
      let last = unknown.isEmpty ? "where it was" : unknown.joined(separator: " and ")
      reasons.append("it cannot be placed: it is not known \(last)")
    }
    return reasons
  }

  func notSeenReason(_ mailbox: MailboxFindings, _ place: MessagePlace) -> String {
    if let afterEnd = place.afterEnd {
      return "no mail-access record of this mailbox in the evidence names it, and it was delivered"
        + " after \(afterEnd)"
    }
    return "no mail-access record of this mailbox in the evidence names it; coverage is"
      + " \(mailbox.coverage.state.rawValue): \(mailbox.coverage.reasons.joinedBySemicolon.english)"
  }

  /// Mail that was forwarded as it arrived left without a record of access: no tier says that.
  func forwardingNotes(_ place: MessagePlace, in mailbox: ScopedIndex) -> [String] {
    forwarding[mailbox].filter { place.mayHaveArrived(in: $0.span) }.map { period in
      place.delivered == nil
        ? "if it was delivered while mail of this mailbox was forwarded, it left without a record of"
          + " access: \(period.sentence)"
        : "it was delivered while mail of this mailbox was forwarded, so it may have left without a"
          + " record of access: \(period.sentence)"
    }
  }

  /// What a list of messages is worth: it says where they were when it was made.
  func listingNotes(_ place: MessagePlace, in mailbox: ScopedIndex) -> [String] {
    let assumed = findings.mailboxes[mailbox].assumedFolders
    if !place.isListed || place.listed.isEmpty || assumed.isEmpty { return [] }
    return [
      "its folder is the one in the inventory; only records show where it was at the time of a"
        + " synchronisation"
    ]
  }

  /// Access by contexts that are not the attacker's, and the attacker's outside the windows.
  func otherReasons(
    _ here: [Naming], in mailbox: ScopedIndex
  ) -> (others: [String], outside: [String]) {
    struct Access {
      var records = 0
      var first: UTCTime
      var last: UTCTime
    }
    var order: [String] = []
    var byContext: [String: Access] = [:]
    var outside: [String] = []
    for naming in here {
      let record = naming.record
      let attribution = decisions.attribution(record)
      let time = evidence.row(record).time
      let context = contexts.name(decisions.contexts[record]) ?? "a context"
      if attribution.kind.isAttackers {
        if !scoped.isInWindow(mailbox, time) {
          outside.append(
            "\(context), an attacker context, accessed it at \(time.iso), outside every window")
        }
        continue
      }
      let who = evidence.contexts.rows[decisions.contexts[record]]
      if unread.mayBeAttackers(evidence.row(record), who) {
        outside.append(
          "accessed by \(context) (\(attribution.kind.rawValue)) at \(time.iso); whether that was the"
            + " attacker is not known: its session, address or user, or those of a record that it may"
            + " be linked to, could not be understood")
        continue
      }
      let name = "\(context) (\(attribution.kind.rawValue))"
      if byContext[name] == nil { order.append(name) }
      byContext[name, default: Access(first: time, last: time)].records += 1
      byContext[name]?.last = time
    }
    let others = order.compactMap { name in
      byContext[name].map {
        "accessed by \(name): \($0.records) record(s), first \($0.first.iso), last \($0.last.iso)"
      }
    }
    return (others, outside)
  }

  /// Letters in another case are another id (RFC 5322), but lists of ids often lose the case.
  func otherCaseReasons(_ id: AskedIndex, in mailbox: ScopedIndex) -> [String] {
    guard let other = otherCase[id], mailboxesOfOtherCase[id]?.contains(mailbox) == true else {
      return []
    }
    return [
      "records of this mailbox name '\(other.string)', which differs only in case: check this"
    ]
  }

  func notes(_ id: AskedIndex) -> [String] {
    let elsewhere = (namings[id] ?? []).filter { mailboxes[$0.record] == nil }
    let named = Set(
      elsewhere.compactMap { evidence.contexts.mailbox(decisions.contexts[$0.record]) })
    return named.sorted().map { mailbox in
      "it is also named in \(evidence.mailboxes[mailbox].name.visibleName), which is not in the"
        + " scope"
    }
  }
}

extension MailboxFindings {
  /// Inside the windows.
  func spans(of cause: UnauditedCause) -> [TimeSpan] {
    unauditedPeriods.filter { $0.cause == cause }.flatMap(\.inWindow)
  }
}
