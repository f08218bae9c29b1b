/// What happens in the clinic's mailboxes on any day: owners, delegates, services.
extension NorthwindCase {
  mutating func everyday(_ day: Int) {
    let isWeekend = [1, 2, 8, 9, 15, 16].contains(day)
    let busy = isWeekend ? 4 : 23
    for mailbox in [NorthwindCase.rivera, NorthwindCase.brandt] {
      let session = weekly("desktop", mailbox, day)
      for _ in 0..<busy { ownerOnDesktop(mailbox, day, session) }
      for _ in 0..<(isWeekend ? 4 : 9) { ownerOnMobile(mailbox, day) }
      signIn(mailbox, day, session)
      for _ in 0..<(isWeekend ? 2 : 10) { sent(mailbox, day) }
      if !isWeekend { outlookSync(mailbox, day, session) }
    }
    for _ in 0..<(isWeekend ? 3 : 16) { delegate(NorthwindCase.reception, day) }
    for _ in 0..<(isWeekend ? 1 : 3) { delegate(NorthwindCase.brandt, day) }
    for _ in 0..<4 { service(day) }
    graphApplication(day)
  }

  mutating func ownerOnDesktop(_ mailbox: Mailbox, _ day: Int, _ session: String) {
    var record = bind(mailbox, at: time(day, 7, 17), count: 1 + random.below(3))
    record.session = session
    record.client = "Client=MSExchangeRPC; Microsoft Outlook 16.0.17928.20440"
    record.clientIPAddress = NorthwindCase.office
    record.throttled = "\"False\""
    add(record, .knownGood)
  }

  mutating func ownerOnMobile(_ mailbox: Mailbox, _ day: Int) {
    var record = bind(mailbox, at: time(day, 6, 22), count: 1 + random.below(2))
    // Records of 2025: the session stands in AppAccessContext, IsThrottled nowhere.
    record.session =
      mailbox.upn == NorthwindCase.rivera.upn
      ? "3e5d2c1b-0a9f-4e8d-b7c6-a5b4c3d2e101" : "3e5d2c1b-0a9f-4e8d-b7c6-a5b4c3d2e102"
    record.sessionPlace = .accessContext
    record.token = weekly("token", mailbox, day).replacing("-", with: "")
    record.client = "Client=OutlookService;Outlook-iOS/2.0;"
    record.appId = "27922004-5251-4030-b22d-91ecd9a37ea4"
    record.clientIPAddress = "100.64.\(day / 7).\(20 + random.below(2))"
    record.throttled = nil
    add(record, .other)
  }

  mutating func outlookSync(_ mailbox: Mailbox, _ day: Int, _ session: String) {
    var record = self.record(mailbox, at: time(day, 7, 9))
    record.recordType = 2
    record.access = "Sync"
    record.folders = nil
    record.syncFolder = folder(mailbox, mailbox.folders[0], items: [])
    record.session = session
    record.client = "Client=MSExchangeRPC; Microsoft Outlook 16.0.17928.20440"
    record.clientIPAddress = NorthwindCase.office
    add(record, .knownGood)
  }

  /// The shared mailbox is opened by its delegates from the office, K. Brandt's by M. Rivera.
  mutating func delegate(_ mailbox: Mailbox, _ day: Int) {
    var record = bind(mailbox, at: time(day, 7, 17), count: 1 + random.below(3))
    let isShared = mailbox.upn == NorthwindCase.reception.upn
    record.user =
      isShared && random.below(2) == 0 ? NorthwindCase.brandt.upn : NorthwindCase.rivera.upn
    record.logonType = 2
    record.session = "77aa0c11-5e1d-4c22-9b10-00000000de1e"
    record.clientIPAddress = NorthwindCase.office
    add(record, .knownGood)
  }

  mutating func service(_ day: Int) {
    let mailbox = random.pick([NorthwindCase.rivera, NorthwindCase.brandt, NorthwindCase.reception])
    var record = bind(mailbox, at: time(day, 0, 23), count: 1)
    record.user = "S-1-5-18"
    record.userType = 4
    record.logonType = 4
    record.client = "Client=TBA;Service=MSExchangeMailboxAssistants;Action=TBA;"
    record.clientIPAddress = "::1"
    add(record, .service)
  }

  mutating func graphApplication(_ day: Int) {
    var record = bind(NorthwindCase.brandt, at: time(day, 3, 4), count: 2)
    record.client = "Client=REST;Client=RESTSystem;;"
    record.appId = "5e3ce6c0-2b1f-4285-8d4b-75ee78787346"
    record.clientIPAddress = "20.190.128.7"
    record.token = weekly("graph", NorthwindCase.brandt, day).replacing("-", with: "")
    add(record, .other)
  }

  mutating func signIn(_ mailbox: Mailbox, _ day: Int, _ session: String) {
    signIn(mailbox, at: time(day, 6, 7), from: NorthwindCase.office, session)
  }

  /// A sign-in names no mailbox; its session stands in the device's properties.
  mutating func signIn(
    _ mailbox: Mailbox, at time: String, from address: String, _ session: String
  ) {
    var record = self.record(mailbox, at: time)
    record.operation = "UserLoggedIn"
    record.recordType = 15
    record.mailboxGuid = nil
    record.mailboxUPN = nil
    record.logonType = nil
    record.client = nil
    record.clientIPAddress = nil
    record.clientIP = address
    record.actorIP = address
    record.session = session
    record.sessionPlace = .deviceProperties
    records.append(record)
  }

  mutating func sent(_ mailbox: Mailbox, _ day: Int) {
    var record = self.record(mailbox, at: time(day, 7, 18))
    record.operation = random.pick(["Send", "MoveToDeletedItems", "Update", "SoftDelete"])
    record.recordType = 2
    record.clientIPAddress = NorthwindCase.office
    records.append(record)
  }
}
