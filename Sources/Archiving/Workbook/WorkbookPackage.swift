import Files

/// The parts of a workbook in its archive (ECMA-376 part 2): by name without regard to case, and what each
/// says of others.
struct WorkbookPackage {
  struct Relationship {
    var id: String
    /// The last word of its type; the beginning differs between editions of the standard.
    var kind: String
    var part: String
  }

  private let entries: [String: ZIPEntry]
  private let read: ArchiveBytes

  init(_ directory: ZIPDirectory) throws(WorkbookDamage) {
    var entries: [String: ZIPEntry] = [:]
    for entry in directory.entries {
      let name = WorkbookPackage.key(entry.text)
      if entries.updateValue(entry, forKey: name) != nil {
        throw WorkbookDamage(what: "the part '\(name)' is in it twice")
      }
    }
    self.entries = entries
    read = directory.read
  }

  private static func key(_ name: String) -> String {
    let plain = name.lowercased().replacing("\\", with: "/")
    return plain.hasPrefix("/") ? String(plain.dropFirst()) : plain
  }

  /// A part's content; damage of the archive is named with it.
  func open(_ part: String) throws(WorkbookDamage) -> (stream: ByteStream, bytes: UInt64) {
    guard let entry = entries[WorkbookPackage.key(part)] else {
      throw WorkbookDamage(what: "the part '\(part)' is missing")
    }
    do {
      let member = try ZIPMember(entry, read: read)
      let stream = ByteStream(parts: {
        do {
          return try member.next()
        } catch let problem as ZIPProblem {
          throw WorkbookDamage(part: part, problem.what)
        }
      })
      return (stream, entry.size)
    } catch {
      throw WorkbookDamage(part: part, (error as? ZIPProblem)?.what ?? "it cannot be read")
    }
  }

  func strings(_ part: String, _ limit: Int) throws(WorkbookDamage) -> SharedStrings {
    let (stream, bytes) = try open(part)
    do {
      return try SharedStrings(stream, expected: bytes, part: part, limit: limit)
    } catch {
      throw error as? WorkbookDamage ?? WorkbookDamage(part: part, "it cannot be read")
    }
  }

  /// The part that is the workbook itself.
  func mainPart() throws -> String? {
    let all = try relationships(at: "_rels/.rels", folder: [])
    return all.first { $0.kind == "officeDocument" }?.part
      ?? (entries["xl/workbook.xml"] == nil ? nil : "xl/workbook.xml")
  }

  func relationships(of part: String) throws -> [Relationship] {
    let path = part.split(separator: "/").map(String.init)
    let folder = Array(path.dropLast())
    return try relationships(
      at: (folder + ["_rels", "\(path.last ?? "").rels"]).joined(separator: "/"), folder: folder)
  }

  private func relationships(at name: String, folder: [String]) throws -> [Relationship] {
    if entries[WorkbookPackage.key(name)] == nil { return [] }
    let xml = try XMLReader(try open(name).stream, part: name)
    var all: [Relationship] = []
    while true {
      switch try xml.next() {
      case .finished: return all
      case .start:
        guard xml.isNamed("Relationship"), let id = xml.value("Id"), let type = xml.value("Type"),
          let target = xml.value("Target")
        else { continue }
        let kind = try xml.string(type).split(separator: "/").last ?? ""
        all.append(
          Relationship(
            id: try xml.string(id), kind: String(kind),
            part: WorkbookPackage.path(try xml.string(target), in: folder)))
      default: break
      }
    }
  }

  /// A target as the name of a part: from the root, or from the folder of the part that names it.
  private static func path(_ target: String, in folder: [String]) -> String {
    var path = target.hasPrefix("/") ? [] : folder
    for step in target.split(separator: "/") {
      if step == ".." {
        _ = path.popLast()
      } else if step != "." {
        path.append(String(step))
      }
    }
    return path.joined(separator: "/")
  }
}
