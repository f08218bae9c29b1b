import CaseModel
import CasePipeline
import TextFormats

/// What was stated of objects that stay elsewhere: a line of JSON for each, as the hashing job of
/// `casefile spark hashes` writes it, or another program that hashed them.
package struct ObjectList: Sendable {
  package struct Object: Equatable, Sendable {
    package var bytes: Int64
    package var sha256: String
    package var place: ExternalObject
  }

  /// By address.
  package private(set) var objects: [String: Object] = [:]
  /// What is in compressed objects, by the address of each.
  package private(set) var members: [String: Object] = [:]

  package init() {}

  /// - Parameter path: a file, or `-` for standard input.
  /// - Throws: `ObjectListProblem` for a line that is no object, or one that contradicts another.
  package init(reading path: String) throws {
    try readLines(path) { line, number in
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return }
      do throws(DocumentProblem) {
        try add(line)
      } catch {
        throw ObjectListProblem(path: path, line: number, problem: error)
      }
    }
  }

  private mutating func add(_ line: ArraySlice<UInt8>) throws(DocumentProblem) {
    guard let json = try? JSONReader.read(Array(line)) else {
      throw DocumentProblem(key: "the line", found: "not JSON", expected: "an object")
    }
    let object = try DocumentObject(json, "")
    try object.allow(["source", "member"] + ObjectList.facts)
    let address = try object.requiredText("source")
    let whole = try ObjectList.read(object, address)
    let member =
      object["member"] == nil
      ? nil : try ObjectList.read(try object.requiredObject("member"), address)
    if let known = objects[address], known != whole || members[address] != member {
      throw object.problem("source", object["source"], "an object that no other line describes")
    }
    objects[address] = whole
    members[address] = member
  }

  private static let facts = ["bytes", "sha256", "beginsWithMark", "endsOpen"]

  private static func read(
    _ object: DocumentObject, _ address: String
  ) throws(DocumentProblem) -> Object {
    func flag(_ key: String) throws(DocumentProblem) -> Bool {
      guard let value = object[key] else { return false }
      guard case .bool(let flag) = value else {
        throw object.problem(key, value, "true or false")
      }
      return flag
    }
    if !object.place.isEmpty { try object.allow(facts) }
    let hash = try object.requiredText("sha256")
    let isHash = hash.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    if !isHash || hash.utf8.count != 64 {
      throw object.problem("sha256", object["sha256"], "64 lower-case hexadecimal digits")
    }
    return Object(
      bytes: try object.requiredNumber("bytes"), sha256: hash,
      place: ExternalObject(
        address: address, beginsWithMark: try flag("beginsWithMark"),
        endsOpen: try flag("endsOpen")))
  }

  /// Objects without a byte, which are no evidence, and of which a tally has no part.
  var empty: [String] {
    objects.values.map(\.place.address)
      .filter { (members[$0] ?? objects[$0])?.bytes == 0 }.sorted()
  }
}

/// A line of a list of objects that says something else than it should.
package struct ObjectListProblem: Error, Equatable, Sendable {
  package var path: String
  package var line: Int
  package var problem: DocumentProblem

  package init(path: String, line: Int, problem: DocumentProblem) {
    self.path = path
    self.line = line
    self.problem = problem
  }
}
