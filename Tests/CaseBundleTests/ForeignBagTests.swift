import Archiving
import Files
import TestSupport
import Testing

@testable import CaseBundle

/// Bags that others made are judged by RFC 8493 alone: valid, invalid, or valid with a note.
struct ForeignBagTests {
  struct Bag: Sendable, CustomTestStringConvertible {
    var what: String
    var version = "1.0"
    var encoding = "UTF-8"
    var code: Int32 = 0
    /// What a problem or a note says.
    var says: String?
    var files: [String: [UInt8]] = ["data/hello.txt": Array("hello\n".utf8)]
    var algorithms: [HashAlgorithm] = [.sha256]
    var change: @Sendable (inout [String: [UInt8]]) -> Void = { _ in }
    var testDescription: String { what }

    /// The bag's files: payload, manifests and declaration, then changed.
    func made() throws -> [String: [UInt8]] {
      var all = files
      all["bagit.txt"] = Array(
        "BagIt-Version: \(version)\nTag-File-Character-Encoding: \(encoding)\n".utf8)
      for algorithm in algorithms {
        var manifest = ""
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) where name.hasPrefix("data/") {
          manifest += "\(try ForeignBagTests.hash(bytes, algorithm))  \(name)\n"
        }
        all["manifest-\(algorithm.rawValue).txt"] = Array(manifest.utf8)
      }
      change(&all)
      return all
    }
  }

  static func hash(_ bytes: [UInt8], _ algorithm: HashAlgorithm = .sha256) throws -> String {
    var hash = BagHash([algorithm])
    hash.update(bytes[...])
    return try hash.finish()[algorithm] ?? ""
  }

  private static func line(_ text: String, _ path: String) -> [UInt8] {
    Array("\((try? hash(Array(text.utf8))) ?? "")  \(path)\n".utf8)
  }

  private static func edit(
    _ file: String, _ from: String, _ to: String
  ) -> @Sendable (inout [String: [UInt8]]) -> Void {
    { files in
      let text = String(decoding: files[file] ?? [], as: UTF8.self)
      files[file] = Array(text.replacing(from, with: to).utf8)
    }
  }

  private static let bags: [Bag] = [
    Bag(what: "a bag"),
    Bag(what: "all algorithms", algorithms: HashAlgorithm.allCases),
    Bag(what: "MD5 alone", says: "proves nothing", algorithms: [.md5]),
    Bag(what: "no payload", files: ["data/.keep": []]),
    Bag(what: "0.93", version: "0.93"), Bag(what: "0.94", version: "0.94"),
    Bag(what: "0.95", version: "0.95"), Bag(what: "0.96", version: "0.96"),
    Bag(what: "0.97", version: "0.97"),
    Bag(what: "an old one", version: "0.92", code: 5, says: "version 0.92 is not known"),
    Bag(what: "a newer one", version: "1.1", code: 5, says: "newer than 1.0"),
    Bag(what: "2.0", version: "2.0", code: 5, says: "newer than 1.0"),
    Bag(what: "no number", version: "1", code: 4, says: "is not M.N"),
    Bag(what: "another encoding", encoding: "KOI8-R", code: 4, says: "is not known"),
    Bag(
      what: "a byte order mark", code: 4, says: "byte order mark",
      change: { $0["bagit.txt"]?.insert(contentsOf: [0xEF, 0xBB, 0xBF], at: 0) }),
    Bag(
      what: "a third line", code: 4, says: "not a declaration of two lines",
      change: { $0["bagit.txt"]? += Array("more\n".utf8) }),
    Bag(what: "CRLF", change: edit("bagit.txt", "\n", "\r\n")),
    Bag(what: "CR in a manifest", change: edit("manifest-sha256.txt", "\n", "\r")),
    Bag(what: "tabs", change: edit("manifest-sha256.txt", "  ", "\t ")),
    Bag(
      what: "upper case",
      change: {
        let text = String(decoding: $0["manifest-sha256.txt"] ?? [], as: UTF8.self)
        $0["manifest-sha256.txt"] =
          Array(text.prefix(64).uppercased().utf8) + Array(text.utf8)[64...]
      }),
    Bag(
      what: "md5sum's mark", says: "marks it with '*'",
      change: edit("manifest-sha256.txt", " data", "*data")),
    Bag(what: "a dot", says: "'./'", change: edit("manifest-sha256.txt", "data", "./data")),
    Bag(
      what: "out of the bag", code: 4, says: "leads out of the bag",
      change: edit("manifest-sha256.txt", "data/", "data/../../")),
    Bag(
      what: "absolute", code: 4, says: "leads out of the bag",
      change: edit("manifest-sha256.txt", "data/", "/data/")),
    Bag(
      what: "a home", code: 4, says: "leads out of the bag",
      change: edit("manifest-sha256.txt", "data/", "~root/")),
    Bag(
      what: "changed", code: 4, says: "mismatch",
      change: { $0["data/hello.txt"] = Array("hellO\n".utf8) }),
    Bag(what: "gone", code: 4, says: "missing", change: { $0["data/hello.txt"] = nil }),
    Bag(
      what: "added", code: 4, says: "unexpected", change: { $0["data/more.txt"] = [] }),
    Bag(
      what: "no manifest", code: 4, says: "no manifest", change: { $0["manifest-sha256.txt"] = nil }
    ),
    Bag(
      what: "no data", code: 4, says: "no folder data",
      change: {
        $0["data/hello.txt"] = nil
        $0["manifest-sha256.txt"] = []
      }),
    Bag(
      what: "an unknown algorithm", code: 5, says: "'blake3' is not known",
      change: { $0["manifest-blake3.txt"] = [] }),
    Bag(
      what: "one manifest of two, 1.0", code: 4, says: "manifest-sha512.txt does not list it",
      algorithms: [.sha256, .sha512], change: { $0["manifest-sha512.txt"] = [] }),
    Bag(
      what: "one manifest of two, 0.97", version: "0.97", algorithms: [.sha256, .sha512],
      change: { $0["manifest-sha512.txt"] = [] }),
    Bag(
      what: "listed twice, 1.0", code: 4, says: "lists it twice",
      change: { $0["manifest-sha256.txt"]? += line("hello\n", "data/hello.txt") }),
    Bag(
      what: "listed twice, 0.97", version: "0.97", says: "lists it twice",
      change: { $0["manifest-sha256.txt"]? += line("hello\n", "data/hello.txt") }),
    Bag(
      what: "listed twice with two hashes", version: "0.97", code: 4, says: "lists it twice",
      change: { $0["manifest-sha256.txt"]? += line("other", "data/hello.txt") }),
    Bag(
      what: "not a checksum", code: 4, says: "is not a checksum and a name",
      change: { $0["manifest-sha256.txt"]? += Array("hello\n".utf8) }),
    Bag(
      what: "a tag file in the manifest", code: 4, says: "does not belong",
      change: {
        $0["manifest-sha256.txt"]? += line("x", "note.txt")
        $0["note.txt"] = Array("x".utf8)
      }),
    Bag(
      what: "encoded names",
      change: {
        $0["data/a\nb%c\r"] = Array("hello\n".utf8)
        $0["manifest-sha256.txt"]? += line("hello\n", "data/a%0Ab%25c%0d")
      }),
    Bag(
      what: "a name that others do not encode", says: "does not encode",
      change: {
        $0["data/50%25.txt"] = Array("hello\n".utf8)
        $0["manifest-sha256.txt"]? += line("hello\n", "data/50%25.txt")
      }),
    Bag(
      what: "a percent sign before 1.0", version: "0.97",
      change: {
        $0["data/50%25.txt"] = Array("hello\n".utf8)
        $0["manifest-sha256.txt"]? += line("hello\n", "data/50%25.txt")
      }),
    Bag(
      what: "names in UTF-16", encoding: "UTF-16",
      change: { files in
        files["data/é.txt"] = Array("hello\n".utf8)
        let text = String(
          decoding: (files["manifest-sha256.txt"] ?? []) + line("hello\n", "data/é.txt"),
          as: UTF8.self)
        files["manifest-sha256.txt"] =
          [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      }),
    Bag(
      what: "UTF-16LE without a mark", encoding: "UTF-16LE",
      change: { files in
        let text = String(decoding: files["manifest-sha256.txt"] ?? [], as: UTF8.self)
        files["manifest-sha256.txt"] = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      }),
    Bag(
      what: "names in Latin-1", encoding: "ISO-8859-1",
      change: { files in
        files["data/é.txt"] = Array("hello\n".utf8)
        files["manifest-sha256.txt"]? +=
          line("hello\n", "data/").dropLast() + [0xE9]
          + Array(".txt\n".utf8)
      }),
    Bag(
      what: "a right tag manifest",
      change: { $0["tagmanifest-sha256.txt"] = tags($0) }),
    Bag(
      what: "a wrong tag manifest", code: 4, says: "mismatch",
      change: {
        $0["tagmanifest-sha256.txt"] = tags($0)
        $0["bagit.txt"] = Array(
          "BagIt-Version: 1.0\nTag-File-Character-Encoding: utf-8\n".utf8)
      }),
    Bag(
      what: "a tag manifest without the manifest", code: 4, says: "does not list it",
      change: { $0["tagmanifest-sha256.txt"] = [] }),
    Bag(
      what: "the right size", change: { $0["bag-info.txt"] = Array("Payload-Oxum: 6.1\n".utf8) }),
    Bag(
      what: "another size", code: 4, says: "Payload-Oxum is 7.1",
      change: { $0["bag-info.txt"] = Array("Payload-Oxum: 7.1\n".utf8) }),
    Bag(
      what: "a folded label",
      change: {
        $0["bag-info.txt"] = Array("A: one\n  two\nA: three\nPayload-Oxum: 6.1\n".utf8)
      }),
    Bag(
      what: "a line without a label", code: 4, says: "is not a label and a value",
      change: { $0["bag-info.txt"] = Array("nothing\n".utf8) }),
    Bag(
      what: "a file elsewhere", code: 5, says: "fetch.txt says where it may be",
      files: ["data/hello.txt": Array("hello\n".utf8), "data/y": []],
      change: {
        $0["fetch.txt"] = Array("http://127.0.0.1:1/x 6 data/hello.txt\n".utf8)
        $0["data/hello.txt"] = nil
      }),
    Bag(
      what: "a file that is here after all", says: "it was not followed",
      change: { $0["fetch.txt"] = Array("http://127.0.0.1:1/x 6 data/hello.txt\n".utf8) }),
    Bag(
      what: "an address for a file of no manifest", code: 4, says: "no manifest does",
      change: { $0["fetch.txt"] = Array("http://127.0.0.1:1/x 6 data/y\n".utf8) }),
    Bag(what: "no bag", code: 5, says: "it is not a bag", change: { $0["bagit.txt"] = nil }),
  ]

  private static func tags(_ files: [String: [UInt8]]) -> [UInt8] {
    files.keys.sorted().filter { !$0.hasPrefix("data/") }.flatMap { name in
      line(String(decoding: files[name] ?? [], as: UTF8.self), name)
    }
  }

  @Test(arguments: bags)
  func itIsJudgedAsTheRFCSays(_ bag: Bag) throws {
    let place = try Workplace()
    let files = try bag.made()
    // In a folder, and in an archive as another program may make it.
    try makeFolder(place.path("f"))
    for (name, bytes) in files { try place.write("f/\(name)", bytes) }
    var archive = RawArchive([])
    for (name, bytes) in files {
      archive.members.append(
        RawArchive.Member("f/\(name)").with { member in
          member.data = bytes
          var crc = CRC32()
          crc.update(bytes[...])
          member.crc = crc.value
          member.size = UInt32(bytes.count)
          member.compressed = member.size
          member.localSize = member.size
        })
    }
    let zip = try place.write("f.zip", archive.bytes)
    for path in [place.path("f"), zip] {
      let verdict = try verifyBundle(path, VerifyRequest(time: 0)).0
      #expect(verdict.exitCode == bag.code, "\(path): \(verdict.problems)")
      let says = verdict.problems.filter { problem in
        // Names that casefile never writes are told about archives.
        !problem.what.contains("casefile never writes")
      }
      if let expected = bag.says {
        #expect(says.contains { $0.what.contains(expected) }, "\(path): \(verdict.problems)")
      } else {
        #expect(says.allSatisfy { $0.what.contains("proves nothing") }, "\(path): \(says)")
      }
    }
  }
}
