/// The takeover: a stolen session, a linked one, a synchronisation, and a throttled mailbox.
extension NorthwindCase {
  mutating func attack() {
    // Sign-ins that the indicator matches: they anchor whatever shares their session.
    signIn(
      NorthwindCase.rivera, at: "2025-03-11T01:58:09", from: NorthwindCase.attackerAddress,
      NorthwindCase.stolenSession)
    signIn(
      NorthwindCase.rivera, at: "2025-03-12T00:57:44", from: NorthwindCase.attackerAddress,
      NorthwindCase.linkedSession)
    for step in 0..<64 {
      let day = 11 + step % 5
      var record = bind(
        NorthwindCase.rivera, at: time(day, 2, 4), count: 2 + random.below(4))
      if day == 13 { record.time = time(day, 1, 5) }
      record.session = NorthwindCase.stolenSession
      record.clientIPAddress =
        step % 7 == 3 ? "[\(NorthwindCase.attackerSecond)]:52110" : NorthwindCase.attackerAddress
      record.client = "Client=OWA;Action=ViaProxy"
      record.throttled = step % 3 == 0 ? nil : "\"False\""
      add(record, .attacker)
    }
    for step in 0..<9 {
      var record = bind(NorthwindCase.reception, at: time(12, 2, 4), count: 1 + step % 3)
      record.user = NorthwindCase.rivera.upn
      record.logonType = 2
      record.session = NorthwindCase.stolenSession
      record.clientIPAddress = NorthwindCase.attackerAddress + ":443"
      add(record, .attacker)
    }
    for step in 0..<11 {
      var record = bind(NorthwindCase.brandt, at: time(12, 1, 3), count: 1 + step % 2)
      record.user = NorthwindCase.rivera.upn
      record.logonType = 2
      record.session = NorthwindCase.linkedSession
      record.sessionPlace = .accessContext
      record.clientIPAddress = NorthwindCase.linkedAddress
      record.client = "Client=REST;;"
      add(record, .linked)
    }
    for (index, name) in ["\\Inbox", "\\Inbox\\Referrals"].enumerated() {
      for hour in 0..<3 {
        var record = self.record(NorthwindCase.rivera, at: time(14, 2 + hour, 3 + hour))
        record.recordType = 2
        record.access = "Sync"
        record.folders = nil
        record.syncFolder = folder(NorthwindCase.rivera, name, items: [])
        record.session = NorthwindCase.stolenSession
        record.clientIPAddress = NorthwindCase.attackerAddress
        record.client = "Client=MSExchangeRPC; Microsoft Outlook 16.0.\(14_000 + index).20000"
        add(record, .attacker)
      }
    }
    inboxRule()
  }

  mutating func inboxRule() {
    var record = self.record(NorthwindCase.rivera, at: "2025-03-11T02:31:55")
    record.operation = "New-InboxRule"
    record.recordType = 1
    record.clientIPAddress = nil
    record.clientIP = "\(NorthwindCase.attackerAddress):51002"
    record.session = NorthwindCase.stolenSession
    record.extra = [("Parameters", "[{\"Name\":\"MoveToFolder\",\"Value\":\"RSS Feeds\"}]")]
    records.append(record)
  }

  /// The owner's own phone throttles the mailbox.
  mutating func throttle() {
    var record = bind(NorthwindCase.rivera, at: "2025-03-13T06:20:11", count: 3)
    record.client = "Client=OutlookService;Outlook-iOS/2.0;"
    record.clientIPAddress = "100.64.1.21"
    record.throttled = "\"True\""
    record.throttledFirst = true
    add(record, .other)
  }
}
