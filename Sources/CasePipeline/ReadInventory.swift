import CaseImport
import CaseModel
import Files

/// Reads a message inventory block by block: UTF-8 or UTF-16.
package func readInventory(
  _ source: ByteStream, _ format: InventoryFormat, _ origin: ExportOrigin,
  blockBytes: Int = blockBytes
) throws -> MessageInventory {
  let mailboxes = origin.query.mailboxes ?? []
  var walker = InventoryWalker(
    format,
    InventoryOrigin(
      mailbox: mailboxes.count == 1 ? mailboxes[0] : nil, folder: origin.inventory.folder))
  var inventory = MessageInventory()
  var input = try UTF8Source(source, blockBytes: blockBytes)
  var waiting: [UInt8] = []
  var block = [UInt8](repeating: 0, count: blockBytes)
  while true {
    let count = try input.read(into: &block, from: 0)
    waiting += block[..<count]
    let taken = walker.walk(waiting, isLast: count == 0, into: &inventory)
    if count == 0 { break }
    waiting.removeFirst(taken)
  }
  return inventory
}
