import Archiving
import CaseModel
import TextFormats

/// A file that a custody entry speaks of.
package struct CustodyObject: Equatable, Sendable {
  /// Relative to the case.
  package var name: String
  package var sha256: String

  package init(_ name: String, _ sha256: String) {
    self.name = name
    self.sha256 = sha256
  }
}

/// One line of custody.jsonl. Time, actor and host are claims of the machine that wrote it (R21).
package struct CustodyEntry: Equatable, Sendable {
  package var seq: Int
  package var time: UTCTime
  package var actor: String
  package var host: String
  package var action: String
  package var objects: [CustodyObject]
  package var reason: String
  package var tool: String
  /// The hash of the line before; 64 zeros for the first.
  package var previous: String

  /// `nil`: one of a newer casefile.
  package var kind: CustodyAction? { CustodyAction(rawValue: action) }

  package var isAboutBundles: Bool { kind?.isAboutBundles ?? false }
  package var isDerived: Bool { kind?.isDerived ?? false }

  /// A bundle of the whole case; one that was made for somebody says for whom, in its reason.
  package var isWholeBundle: Bool { kind == .pack && reason.isEmpty }

  package static let beginning = String(repeating: "0", count: 64)

  /// The line with its hash: SHA-256 over the line as it would be without the `hash` member.
  package func line() throws(CryptoProblem) -> (text: [UInt8], hash: String) {
    let hash = try hexadecimalHash(members(hash: nil))
    return (members(hash: hash) + [0x0A], hash)
  }

  private func members(hash: String?) -> [UInt8] {
    var writer = JSONWriter(compact: true)
    writer.object { writer in
      writer.key("action", action)
      writer.key("actor", actor)
      if let hash { writer.key("hash", hash) }
      writer.key("host", host)
      writer.key("objects") { writer in
        writer.array(objects) { writer, object in
          writer.object { writer in
            writer.key("name", object.name)
            writer.key("sha256", object.sha256)
          }
        }
      }
      writer.key("previous", previous)
      writer.key("reason", reason)
      writer.key("seq", seq)
      writer.key("time", time)
      writer.key("tool", tool)
    }
    return writer.bytes
  }

  /// `nil` where a member is missing; the hash as it stands in the line.
  package static func read(_ line: ArraySlice<UInt8>) -> (entry: CustodyEntry, hash: String)? {
    guard let json = try? JSONReader.read(Array(line)), let seq = json["seq"]?.integer,
      let time = json["time"]?.text.flatMap({ TimeReader.read($0) }),
      let actor = json["actor"]?.text, let host = json["host"]?.text,
      let action = json["action"]?.text, let objects = json["objects"]?.elements,
      let reason = json["reason"]?.text, let tool = json["tool"]?.text,
      let previous = json["previous"]?.text, let hash = json["hash"]?.text
    else { return nil }
    let entry = CustodyEntry(
      seq: Int(seq), time: time, actor: actor, host: host, action: action,
      objects: objects.map {
        CustodyObject($0["name"]?.text ?? "", $0["sha256"]?.text ?? "")
      }, reason: reason, tool: tool, previous: previous)
    return (entry, hash)
  }
}
