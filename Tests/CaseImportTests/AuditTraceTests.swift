import CaseImport
import CaseModel
import TestSupport
import Testing

/// Audit records, and lists that were made from them, are never taken for what a mailbox held.
struct AuditTraceTests {
  private func refusal(_ text: String) -> NotAnExport? {
    do throws(NotAnExport) {
      _ = try recognise(Array(text.utf8), isWhole: true)
      return nil
    } catch {
      return error
    }
  }

  private func inventoryRefusal(_ text: String) -> NotAnExport? {
    do throws(NotAnExport) {
      _ = try recogniseInventory(Array(text.utf8), isWhole: true)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    "Timestamp,User,SessionID,MailAccessType,InternetMessageId\n2026-03-11,u,s,Bind,<a@x>\n",
    "\"InternetMessageId\";\"ClientInfoString\"\n\"<a@x>\";\"Client=REST\"\n",
    "InternetMessageId\tFolder\tClientIPAddress\n<a@x>\tInbox\t203.0.113.66\n",
  ])
  func aListMadeFromRecordsIsRefusedAsWhatItIs(_ text: String) throws {
    let refused = try #require(refusal(text))
    #expect(refused.found.contains("made from audit records"))
    #expect(!refused.hint.contains("--kind messages"))
    #expect(inventoryRefusal(text) == refused)
  }

  @Test(arguments: [
    "[{\"InternetMessageId\":\"<a@x>\",\"MailAccessType\":\"Bind\"}]",
    "{\"o365\":{\"audit\":{\"x\":1}},\"email\":{\"message_id\":\"<a@x>\"}}",
    "{\"SessionId\":\"s\",\"InternetMessageId\":\"<a@x>\"}\n",
  ])
  func jsonWithKeysOfRecordsIsNotSentToMessages(_ text: String) throws {
    #expect(refusal(text)?.hint.contains("--kind messages") == false)
    #expect(inventoryRefusal(text)?.found.contains("audit records") == true)
  }

  @Test func everyExportIsRefusedAsMessages() throws {
    let records = (1...3).map { FixtureRecord.attackerBind($0, "m\($0)@x") }
    for export in FixtureExport.allCases where export.format != .formatList {
      let text = String(decoding: export.bytes(records), as: UTF8.self)
      #expect(inventoryRefusal(text) != nil, "\(export)")
    }
  }

  @Test(arguments: [
    "InternetMessageId,MailboxOwnerUPN,Subject\n<a@x>,u@x,s\n",
    "MessageId,RecipientAddress,Received\n<a@x>,u@x,2026-03-11T08:00:00Z\n",
    "{\"value\":[{\"id\":\"A\",\"internetMessageId\":\"<a@x>\",\"parentFolderId\":\"F\"}]}",
    "{\"@odata.context\":\"c\",\"value\":[{\"internetMessageId\":\"<a@x>\"}]}",
    // What a message says is no key of it.
    "{\"value\":[{\"subject\":\"the sessionid: auditdata\",\"internetMessageId\":\"<a@x>\"}]}",
    "{\"value\":[{\"internetMessageId\":\"<a@x>\"}],\"Count\":1}",
  ])
  func messagesAreMessages(_ text: String) throws {
    #expect(refusal(text)?.hint == "casefile import CASE --kind messages FILE")
    #expect(inventoryRefusal(text) == nil)
    let bytes = Array(text.utf8)
    let format = try recogniseInventory(bytes, isWhole: true)
    var walker = InventoryWalker(format, InventoryOrigin(mailbox: "u@x", folder: nil))
    var inventory = MessageInventory()
    #expect(walker.walk(bytes, isLast: true, into: &inventory) == bytes.count)
    #expect(inventory.rows.count == 1)
  }
}
