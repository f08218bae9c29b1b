import CaseImport
import CaseModel
import TestSupport
import Testing

@Suite struct InventoryImportTests {
  private func ids(_ inventory: MessageInventory) -> [String] {
    inventory.rows.map { inventory.text($0.message).string }
  }

  @Test func aGraphPageNamesItsMailbox() throws {
    let inventory = try fixtureInventory(
      """
      {"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users('A%40x.example')/messages",
       "value":[{"internetMessageId":" <a@x> ","receivedDateTime":"2025-03-11T09:15:22Z",
       "parentFolderId":"F","from":{"emailAddress":{"name":"B","address":"b@x.example"}},
       "subject":"s"}],"@odata.nextLink":"https://x.example/?$skip=10"}
      """, mailbox: nil)
    let row = try #require(inventory.rows.first)
    #expect(ids(inventory) == ["a@x"])
    #expect(inventory.text(row.mailbox) == "a@x.example")
    #expect(inventory.text(row.sender) == "b@x.example")
    #expect(inventory.text(row.folderId) == "F")
    #expect(row.delivered?.iso == "2025-03-11T09:15:22Z")
    #expect(inventory.exceptions.isEmpty)
  }

  @Test func pagesThatWereJoinedAndLinesAreRead() throws {
    let page = #"{"@odata.context":"c","value":[{"internetMessageId":"<1@x>"}]}"#
    #expect(ids(try fixtureInventory(page + "\n" + page)).count == 2)
    let lines = "{\"internetMessageId\":\"<1@x>\"}\n{\"internetMessageId\":\"<2@x>\"}\n"
    #expect(ids(try fixtureInventory(lines)) == ["1@x", "2@x"])
  }

  @Test func aBrokenElementIsNamedAndTheNextIsRead() throws {
    let inventory = try fixtureInventory(
      #"[{"internetMessageId":"<1@x>"},{"internetMessageId":<2@x>},{"internetMessageId":"<3@x>"}]"#)
    #expect(ids(inventory) == ["1@x", "3@x"])
    #expect(inventory.exceptions.map(\.row) == [2])
  }

  @Test func aTraceListsWhoGotAndWhoSentIt() throws {
    let inventory = try fixtureInventory(
      """
      "origin_timestamp_utc","sender_address","recipient_status","message_subject","message_id"
      "2025-03-11T09:15:22.1234567Z","s@x.example","r@x.example##Receive, Deliver;q@x.example##Fail","s","<a@x>"
      """, mailbox: nil)
    #expect(
      inventory.rows.map { inventory.text($0.mailbox).string } == [
        "r@x.example", "q@x.example", "s@x.example",
      ])
  }

  @Test func aTimeThatDependsOnACultureIsNotGuessed() throws {
    let inventory = try fixtureInventory("MessageId;Received\n<a@x>;3/11/2025 9:15:22 AM\n")
    #expect(inventory.rows.map(\.delivered) == [nil])
    #expect(inventory.exceptions.first?.what.contains("culture") == true)
  }

  @Test func aTimeOfWindowsPowerShellIsRead() throws {
    let inventory = try fixtureInventory(
      #"[{"MessageId":"<a@x>","Received":"\/Date(1741684522000)\/"}]"#)
    #expect(inventory.rows.first?.delivered?.iso == "2025-03-11T09:15:22Z")
  }

  @Test func rowsWithoutIdOrMailboxAreNamed() throws {
    let inventory = try fixtureInventory(
      "MessageId,Mailbox\n,m@x.example\n<a@x>,\n<b@x>,m@x.example\nshort\n", mailbox: nil)
    #expect(ids(inventory) == ["b@x"])
    #expect(inventory.exceptions.map(\.row) == [1, 2, 4])
  }

  @Test func aQuoteThatNobodyClosesLosesItsLineOnly() throws {
    let inventory = try fixtureInventory(
      "MessageId,Subject\n<a@x>,s\n<b@x>,\"open\n<c@x>,s\n<d@x>,\"s\"\n<e@x>,s\n")
    #expect(Set(ids(inventory)).isSuperset(of: ["a@x", "c@x", "d@x", "e@x"]))
    #expect(!inventory.exceptions.isEmpty)
  }

  @Test func theHeaderOfAJoinedTableIsNoMessage() throws {
    let inventory = try fixtureInventory(
      "MessageId,Received\n<a@x>,2025-03-11\nMessageId,Received\n<b@x>,2025-03-11\n")
    #expect(ids(inventory) == ["a@x", "b@x"])
    #expect(inventory.rows.map(\.row) == [1, 2])
  }

  @Test func namesOfPowerShellAreReadToo() throws {
    let inventory = try fixtureInventory(
      #"[{"InternetMessageId":"<a@x>","From":{"EmailAddress":{"Address":"b@x"}}}]"#)
    #expect(inventory.rows.map { inventory.text($0.sender).string } == ["b@x"])
  }

  @Test func auditRecordsAreNoInventory() {
    #expect(throws: NotAnExport.self) {
      _ = try fixtureInventory(FixtureRecord(1).json)
    }
    #expect(throws: NotAnExport.self) {
      _ = try fixtureInventory("Subject,Received\na,b\n")
    }
  }

  @Test func anInventoryWithoutKindIsNamed() {
    for text in [
      "MessageId,Received\n<a@x>,2025-03-11\n", #"[{"internetMessageId":"<a@x>"}]"#,
      "Received: by x; now\r\nFrom: a@x\r\n\r\nhello",
    ] {
      do {
        _ = try recognise(Array(text.utf8), isWhole: true)
        Issue.record("recognised: \(text)")
      } catch {
        #expect(error.hint.contains("--kind messages"))
      }
    }
  }

  @Test func headersAreReadAndNothingBehindThem() {
    let mail = MailHeaders(
      Array(
        """
        Received: from a by b\r
        \twith SMTP; Tue, 11 Mar 2025 09:15:22 +0100 (CET)\r
        Received: by c; Mon, 10 Mar 2025 00:00:00 +0000\r
        Date: Thu, 1 Jan 1970 00:00:00 +0000\r
        From: "X, Y" <y@x.example>\r
        Subject: =?utf-8?Q?Befund_f=C3=BCr?= =?iso-8859-1?B?IFPkbHpl?=\r
        Message-ID:\r
         <a@x>\r
        \r
        Message-ID: <body@x>\r
        """.utf8)[...])
    #expect(mail.received?.iso == "2025-03-11T08:15:22Z")
    #expect(String(decoding: mail.from, as: UTF8.self) == "y@x.example")
    #expect(String(decoding: mail.subject, as: UTF8.self) == "Befund für Sälze")
    #expect(String(decoding: mail.messageId, as: UTF8.self) == "<a@x>")
  }

  /// `Date` is what the sender claims: it would let a sender choose the tier.
  @Test func aDateIsNoDelivery() {
    let mail = MailHeaders(Array("Date: Tue, 11 Mar 2025 09:15:22 +0100\nFrom: a@x\n".utf8)[...])
    #expect(mail.received == nil)
  }

  @Test func anMboxIsSplitWhereMessagesBegin() {
    let text = """
      From a@x Tue Mar 11 09:15:22 2025
      Message-ID: <1@x>

      From here on nothing is a separator
      From b@x Tue Mar 11 09:15:22 2025

      From c@x Tue Mar 11 09:15:22 2025
      Message-ID: <2@x>

      """
    for part in [1, 7, 1_000] {
      var splitter = MboxSplitter(isMbox: true)
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        splitter.add(rest.prefix(part))
        rest = rest.dropFirst(part)
      }
      splitter.finish()
      #expect(
        splitter.messages.map { String(decoding: $0.headers.messageId, as: UTF8.self) }
          == ["<1@x>", "<2@x>"])
      let first = splitter.messages[0]
      let bytes = Array(text.utf8)[Int(first.offset)..<Int(first.offset + first.bytes)]
      #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("Message-ID: <1@x>"))
    }
  }
}
