import CaseModel
import Files
import TextFormats

private let placesSchema = "casefile/places/1"

/// Where and when this machine last saw each file of the evidence with the bytes of the register: enough
/// to notice a change without reading it. It says nothing of the evidence itself, so no log states it
/// and no bundle holds it; without it the evidence is hashed.
package struct EvidencePlaces: Equatable, Sendable {
  package struct Place: Equatable, Sendable {
    /// Nanoseconds since the epoch.
    package var modified: Int64
    package var inode: UInt64

    package init(modified: Int64, inode: UInt64) {
      self.modified = modified
      self.inode = inode
    }

    package init(_ facts: FileFacts) { self.init(modified: facts.modified, inode: facts.inode) }
  }

  /// By evidence number.
  private var places: [Int: Place] = [:]

  package init() {}

  package var isEmpty: Bool { places.isEmpty }

  package subscript(evidence: Int) -> Place? {
    get { places[evidence] }
    set { places[evidence] = newValue }
  }
}

extension CaseFolder {
  /// What cache/places.json says. One that is not there, damaged or behind a link says nothing.
  package func readPlaces() -> EvidencePlaces {
    var places = EvidencePlaces()
    guard (try? fileFacts(cache))??.kind == .folder,
      let bytes = try? readSmallFile(placesFile, limit: limits.register),
      let json = try? JSONReader.read(bytes), json["schema"]?.text == placesSchema
    else { return places }
    for place in json["places"]?.elements ?? [] { places.add(place) }
    return places
  }

  /// Where it cannot be written, or leads elsewhere, the evidence is hashed once more.
  package func writePlaces(_ places: EvidencePlaces) {
    do {
      if try fileFacts(cache) == nil { try makeNewFolder(cache, isSynced: false) }
      guard try fileFacts(cache)?.kind == .folder else { return }
      try replaceFile(placesFile, with: places.bytes, isSynced: false)
    } catch {
      try? removeFile("\(cache)/.\(lastPathPart(placesFile)).partial")
    }
  }
}

extension EvidencePlaces {
  fileprivate mutating func add(_ json: JSONValue) {
    guard let number = json["evidence"]?.text.flatMap({ Int($0.dropFirst()) }),
      let modified = json["modified"]?.integer, case .number(let text)? = json["inode"],
      let inode = UInt64(text)
    else { return }
    self[number] = Place(modified: modified, inode: inode)
  }

  fileprivate var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("places") { writer in
        writer.array(places.sorted { $0.key < $1.key }) { writer, place in
          writer.object { writer in
            writer.key("evidence", evidenceName(place.key))
            writer.key("inode", place.value.inode)
            writer.key("modified", place.value.modified)
          }
        }
      }
      writer.key("schema", placesSchema)
    }
    return writer.finish()
  }
}
