import CaseModel
import Files
import TextFormats

/// What was stated of objects that stay elsewhere: a line of JSON for each, as the hashing job of
/// `casefile spark hashes` writes it, or another program that hashed them.
package struct ObjectList: Sendable {
  package struct Object: Equatable, Sendable {
    package var bytes: Int64
    package var sha256: String
    package var place: ExternalObject
    /// What is in a compressed object.
    package var member: Packed?

    package var isEmpty: Bool { (member?.bytes ?? bytes) == 0 }
  }

  package struct Packed: Equatable, Sendable {
    package var bytes: Int64
    package var sha256: String
    package var place: ExternalObject
  }

  /// By address.
  package private(set) var objects: [String: Object] = [:]

  package init() {}

  /// - Throws: `ObjectListProblem` for a line that is no object, or one that contradicts another.
  package init(reading path: String) throws {
    let bytes =
      try path == standardInputPath
      ? readStandardInput(limit: .max) : readSmallFile(path, limit: 1 << 32)
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
      let reading = ObjectLine(
        json: (try? JSONReader.read(Array(line))) ?? .null, path: path, line: index + 1)
      if reading.json.members == nil {
        throw ObjectListProblem(path: path, line: index + 1, what: "it is no object of JSON")
      }
      guard let address = reading.json["source"]?.text, !address.isEmpty else {
        throw reading.problem("source", "the address of an object")
      }
      let object = try reading.object(address)
      if let known = objects.updateValue(object, forKey: object.place.address), known != object {
        throw reading.problem(
          "source", "an object that no other line states otherwise")
      }
    }
  }
}

/// A line of a list of objects that says something else than it should.
package struct ObjectListProblem: Error, Equatable, Sendable {
  package var path: String
  package var line: Int
  package var what: String

  package init(path: String, line: Int, what: String) {
    self.path = path
    self.line = line
    self.what = what
  }
}

private struct ObjectLine {
  var json: JSONValue
  var path: String
  var line: Int

  func object(_ address: String) throws(ObjectListProblem) -> ObjectList.Object {
    let (bytes, hash, place) = try facts(address)
    var object = ObjectList.Object(bytes: bytes, sha256: hash, place: place)
    if let json = json["member"] {
      let inside = ObjectLine(json: json, path: path, line: line)
      let (bytes, hash, place) = try inside.facts(address)
      object.member = ObjectList.Packed(bytes: bytes, sha256: hash, place: place)
    }
    return object
  }

  private func facts(
    _ address: String
  ) throws(ObjectListProblem) -> (Int64, String, ExternalObject) {
    guard let bytes = json["bytes"]?.integer, bytes >= 0 else {
      throw problem("bytes", "a number of bytes")
    }
    guard let hash = json["sha256"]?.text, hash.utf8.count == 64,
      hash.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else { throw problem("sha256", "64 hexadecimal digits in lower case") }
    let known = ["source", "bytes", "sha256", "beginsWithMark", "endsOpen", "member"]
    for member in json.members ?? [] where !known.contains(member.key) {
      throw ObjectListProblem(
        path: path, line: line,
        what: "'\(member.key)' is not one of \(known.joined(separator: ", "))")
    }
    return (
      bytes, hash,
      ExternalObject(
        address: address, beginsWithMark: try flag("beginsWithMark"),
        endsOpen: try flag("endsOpen"))
    )
  }

  private func flag(_ key: String) throws(ObjectListProblem) -> Bool {
    guard let value = json[key] else { return false }
    guard case .bool(let flag) = value else { throw problem(key, "true or false") }
    return flag
  }

  func problem(_ key: String, _ expected: String) -> ObjectListProblem {
    let found = json[key].map { $0.text ?? $0.kind } ?? "nothing"
    return ObjectListProblem(
      path: path, line: line, what: "\(key) is \(found), expected \(expected)")
  }
}
