import TextFormats

/// The custody log without the reasons that people wrote: who did what when to which file, and the
/// hash of each whole entry. The chain can be followed; that a hash is that of its entry can be
/// checked by whoever has the log itself.
package struct CustodyOutline {
  private let log: CustodyLog
  private let count: Int

  package init(_ log: CustodyLog, count: Int) {
    self.log = log
    self.count = count
  }

  package var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("entries") { writer in
        writer.array(zip(log.entries, log.hashes).prefix(count)) { writer, pair in
          let (entry, hash) = pair
          writer.object { writer in
            writer.key("action", entry.action)
            writer.key("actor", entry.actor)
            writer.key("hash", hash)
            writer.key("host", entry.host)
            writer.key("objects") { writer in
              writer.array(entry.objects) { writer, object in
                writer.object { writer in
                  writer.key("name", object.name)
                  writer.key("sha256", object.sha256)
                }
              }
            }
            writer.key("previous", entry.previous)
            writer.key("seq", entry.seq)
            writer.key("time", entry.time)
            writer.key("tool", entry.tool)
          }
        }
      }
      writer.key("schema", "casefile/custody-outline/1")
    }
    return writer.finish()
  }

  /// What an outline last says of every file that it speaks of, by name; nothing where it is none.
  package static func lastStatements(_ bytes: [UInt8]) -> [String: CustodyStatement] {
    let entries = (try? JSONReader.read(bytes))?["entries"]?.elements ?? []
    return CustodyStatement.last(
      entries.lazy.map { entry in
        (
          seq: Int(entry["seq"]?.integer ?? 0), action: entry["action"]?.text ?? "",
          objects: (entry["objects"]?.elements ?? []).map {
            CustodyObject($0["name"]?.text ?? "", $0["sha256"]?.text ?? "")
          }
        )
      })
  }

  package static func datedBack(_ bytes: [UInt8]) -> [DatedBack] {
    let entries = (try? JSONReader.read(bytes))?["entries"]?.elements ?? []
    return DatedBack.all(
      entries.compactMap { entry in
        guard let seq = entry["seq"]?.integer,
          let time = entry["time"]?.text.flatMap({ TimeReader.read($0) })
        else { return nil }
        return (Int(seq), time)
      })
  }

  /// What is wrong with an outline, `nil` where nothing is: each entry follows the one before, and
  /// the last has the stated hash.
  package static func fault(_ bytes: [UInt8], head: String?) -> String? {
    guard let json = try? JSONReader.read(bytes), let entries = json["entries"]?.elements else {
      return "it is not an outline of a custody log"
    }
    var last = CustodyEntry.beginning
    for (index, entry) in entries.enumerated() {
      guard let hash = entry["hash"]?.text, entry["seq"]?.integer == Int64(index + 1),
        entry["previous"]?.text == last
      else { return "entry \(index + 1) does not follow the one before" }
      last = hash
    }
    return last == head ? nil : "its last entry is not the one that bag-info.txt names"
  }
}
