import Archiving

/// A ZIP of members, in their order.
package func zipped(_ members: [(name: String, bytes: [UInt8])]) throws -> [UInt8] {
  let sink = MemorySink()
  let writer = try ZIPWriter(sink)
  for (name, bytes) in members { _ = try writer.add(name, bytes) }
  try writer.finish()
  return sink.bytes
}
