import Archiving
import CaseActions
import CaseBundle
import CaseFindings
import CaseModel
import CasePipeline
import CaseScope
import CaseTally
import TestSupport
import TextFormats

func archiveBytes(_ bytes: [UInt8]) -> ArchiveBytes {
  { offset, count in
    let start = Int(clamping: min(offset, UInt64(bytes.count)))
    return Array(bytes[start..<min(bytes.count, start + max(0, min(count, bytes.count)))])
  }
}

extension FuzzTarget {
  /// Nothing that was not packed passes, twice the same is said, and every problem is weighed.
  func bundle(_ bytes: [UInt8]) {
    func verdict() -> BundleVerdict? {
      let size = UInt64(bytes.count)
      return (try? BundleReader(size: size, read: archiveBytes(bytes))).map(verifyMembers)
    }
    guard let first = verdict() else { return }
    check(first.problems == verdict()?.problems, "another verdict the second time")
    check(first.kind != .none || first.exitCode != 0, "no bundle, and yet no problem")
  }

  /// The bytes as the tag files of a bag with one file, its manifest among them.
  func bag(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: 0, maxSplits: 4, omittingEmptySubsequences: false)
    let names = [
      "bagit.txt", "manifest-sha256.txt", "bag-info.txt", "fetch.txt", "tagmanifest-md5.txt",
    ]
    var archive = RawArchive([.init("b/data/x", "hello")])
    for (name, part) in Swift.zip(names, parts) where !part.isEmpty {
      archive.members.append(
        RawArchive.Member("b/\(name)").with { member in
          var crc = CRC32()
          crc.update(part)
          member.data = Array(part)
          member.crc = crc.value
          member.size = UInt32(part.count)
          member.compressed = member.size
          member.localSize = member.size
        })
    }
    bundle(archive.bytes)
  }

  /// Bytes from somebody else through libcrypto: nothing is of a seal that it was not made for.
  func seal(_ bytes: [UInt8]) {
    let seal = Array("a seal that nobody signed".utf8)
    if let facts = try? SignedSeal.check(bytes, of: seal, trusted: nil, at: 0) {
      check(!facts.isOfTheseBytes, "it signs what nobody signed")
    }
    if let facts = try? TimeStamp.check(bytes, of: seal, trusted: nil, at: 0) {
      check(!facts.isOfTheseBytes || facts.authority.isEmpty, "it stamps what nobody stamped")
    }
    _ = try? TimeStamp.check(bytes, query: bytes, of: seal, trusted: nil, at: 0)
    _ = try? Certificates(pem: bytes).subject
  }

  /// A template that is read is rendered or refused; nothing of a value is markup.
  func mustache(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let sources = ["t": text, "p": "[{{$x}}{{v}}{{/x}}]"]
    guard
      let templates = try? MustacheTemplates(sources, language: .none, escape: Escaping.html)
    else { return }
    let value = MustacheValue.object([
      "v": .string("\u{1}<b>&\"'"), "l": .list([.object(["v": .number(3)]), .string("x")]),
      "f": .bool(false),
    ])
    guard let page = try? templates.render("t", value) else { return }
    check(text.contains("\u{1}") || !page.contains("\u{1}<b>"), "a value became markup")
  }

  /// A scope that is read is the same after it was written.
  func scope(_ bytes: [UInt8]) {
    guard let json = try? JSONReader.read(bytes), let scope = try? readScope(json) else { return }
    let written = writeScope(scope)
    guard let again = try? JSONReader.read(written), let second = try? readScope(again) else {
      stop("a written scope is not read")
    }
    check(writeScope(second) == written, "another scope after it was written")
  }

  /// A tally that is read is the same after it was written, and findings can be made of it.
  func tally(_ bytes: [UInt8]) {
    guard let read = try? PartialTally(decoding: bytes[...]) else { return }
    let written = read.encoded()
    guard let again = try? PartialTally(decoding: written[...]) else {
      stop("a written tally is not read")
    }
    check(again.encoded() == written, "another tally after it was written")
    let ends = Dictionary(read.parts.map { ($0.source, $0.offset + $0.length) }) { max($0, $1) }
    let evidence = ends.keys.sorted(by: naturallyPrecedes).enumerated().map { index, name in
      TallyEvidence(
        name: name, originalName: "", number: index + 1, bytes: ends[name] ?? 0,
        format: read.parts.first { $0.source == name }?.format ?? "")
    }
    findings(read, evidence, Scope())
    var scope = Scope()
    scope.mailboxes = [.upn("p1@x.example")]
    if let narrow = narrowed(read, scope) {
      let bytes = narrow.encoded()
      guard let again = try? PartialTally(decoding: bytes[...]) else {
        stop("a narrowed tally is not read")
      }
      check(again.encoded() == bytes, "another narrowed tally after it was written")
      findings(again, evidence, scope)
    }
  }

  private func findings(
    _ tally: PartialTally, _ evidence: [TallyEvidence], _ scope: Scope
  ) {
    guard let whole = try? tally.whole(evidence) else { return }
    let tool = ToolIdentity(name: "casefile", version: "test", rules: "1")
    let request = FindingsRequest(
      tool: tool, scope: scope,
      files: evidence.map {
        EvidenceFacts(
          evidence: $0.number, sha256: "", bytes: $0.bytes, format: "json", query: ExportQuery())
      })
    _ = (try? answer(FindingsQuestions(), whole, request)).map { writeFindings($0.findings) }
  }

  /// Every shard by itself; `nil` for an outline or a narrowed tally.
  private func narrowed(_ read: PartialTally, _ scope: Scope) -> PartialTally? {
    let matching = scopeMatching(scope)
    var shards: [PartialTally] = []
    guard (try? read.forEachShard(of: 2) { shards.append($0) }) != nil else { return nil }
    func sum(_ tallies: [PartialTally]) -> PartialTally {
      var sum = tallies[0]
      for tally in tallies.dropFirst() {
        do { try sum.merge(tally) } catch { stop("shards do not add up: \(error)") }
      }
      return sum
    }
    func each(_ step: (PartialTally) throws -> PartialTally) -> PartialTally {
      sum(
        shards.map { shard in
          do { return try step(shard) } catch { stop("a step is refused: \(error)") }
        })
    }
    let names = each { try $0.outline(knowing: nil, matching, scopeSHA256: "") }
    let outline = each { try $0.outline(knowing: names, matching, scopeSHA256: "") }
    return each { try $0.narrowed(knowing: outline, matching, scopeSHA256: "") }
  }

  /// A time that is read is the same after it was written.
  func time(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    for time in [TimeReader.read(text), TimeReader.readDateOrTime(text)] {
      guard let time else { continue }
      check(TimeReader.read(time.iso) == time, "\(time.iso) is another time")
    }
  }
}
