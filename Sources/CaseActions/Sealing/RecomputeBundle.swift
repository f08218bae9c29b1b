import Archiving
import CaseBundle
import CaseFindings
import CaseFolder
import CaseImport
import CaseModel
import CasePipeline
import CaseReport
import CaseScope
import Files
import TextFormats

/// Rebuilds the findings from the bundled evidence and compares all but `tool.version` byte for
/// byte, and with the same version their tables too: "reproduced with the same tool", not "verified".
package func recomputeBundle(
  _ reader: BundleReader, tool: ToolIdentity, templates: TemplateSet = .builtIn, threads: Int = 1
) -> BundleRecomputation {
  do {
    return try recompute(reader, tool, templates, threads)
  } catch let problem as ZIPProblem {
    return BundleRecomputation(.different, problem.member, problem.what)
  } catch {
    return BundleRecomputation(.undecided, nil, "the findings cannot be recomputed: \(error)")
  }
}

/// What came of computing the findings of a bundle again.
package struct BundleRecomputation: Sendable {
  package var problems: [BundleProblem] = []
  /// Reports that were rendered again and are the same.
  package var reports = 0
  package var isReproduced: Bool { problems.allSatisfy { $0.weight == .note } }

  init() {}

  init(_ weight: BundleProblem.Weight, _ member: String?, _ what: String) {
    problems = [BundleProblem(weight, member, what)]
  }
}

/// What a bundle holds of what its findings were made from.
private struct SealedInputs {
  var findings: [UInt8]
  var facts: CaseFacts
  var caseBytes: [UInt8]
  /// As the findings state it, with this casefile's rules.
  var tool: ToolIdentity
}

private func recompute(
  _ reader: BundleReader, _ tool: ToolIdentity, _ templates: TemplateSet, _ threads: Int
) throws -> BundleRecomputation {
  if let reason = whyNotThere(reader) { return reason }
  let stored = try reader.bytes(BundleFormat.findings, limit: 4 << 30)
  let stated = try readJSON(stored, file: BundleFormat.findings)["tool"]
  if stated?["rules"]?.text != tool.rules {
    let rules = stated?["rules"]?.text ?? "none"
    return BundleRecomputation(
      .undecided, BundleFormat.findings,
      "made with rules \(rules), this casefile has rules \(tool.rules): not recomputed")
  }
  var maker = tool
  maker.version = stated?["version"]?.text ?? ""
  let sealed = try sealedInputs(reader, stored, maker)
  if let reason = whyNotRead(reader, sealed.facts.register) { return reason }
  let findings = try findingsAgain(reader, sealed, threads)
  let again = writeFindings(findings)
  var result = BundleRecomputation()
  if again != sealed.findings {
    let line = zip(again.split(separator: 0x0A), sealed.findings.split(separator: 0x0A))
      .prefix { $0 == $1 }.count
    result = BundleRecomputation(
      .different, BundleFormat.findings,
      "not reproduced: the findings recomputed from the evidence differ from line \(line + 1) on")
  }
  if sealed.tool.version == tool.version {
    result.problems += try tableProblems(findings, reader)
  } else {
    result.problems.append(
      BundleProblem(
        .note, nil,
        "made by casefile \(sealed.tool.version), this is \(tool.version): the tables of the findings"
          + " were not compared"))
  }
  if again != sealed.findings { return result }
  var facts = sealed.facts
  facts.templates = templates
  let reports = renderAgain(reader, facts, findings, tool)
  result.problems += reports.problems
  result.reports = reports.reproduced
  return result
}

/// `nil` where everything is there.
private func whyNotThere(_ reader: BundleReader) -> BundleRecomputation? {
  let left = withheldMembers(reader).filter { name in
    name.hasPrefix("\(BundleFormat.evidence)/") || name.hasPrefix("data/case/")
  }
  if let first = left.first {
    return BundleRecomputation(
      .undecided, first,
      "withheld, like \(left.count - 1) others: the findings cannot be recomputed from this bundle")
  }
  for member in [BundleFormat.findings, BundleFormat.caseFile, BundleFormat.scopeFile]
  where reader.sizes[member] == nil {
    return BundleRecomputation(.undecided, member, "missing, so the findings cannot be recomputed")
  }
  return nil
}

private func sealedInputs(
  _ reader: BundleReader, _ stored: [UInt8], _ maker: ToolIdentity
) throws -> SealedInputs {
  let caseBytes = try reader.bytes(BundleFormat.caseFile)
  let scopeBytes = try reader.bytes(BundleFormat.scopeFile)
  let facts = CaseFacts(
    document: try readCaseDocument(
      try readJSON(caseBytes, file: BundleFormat.caseFile), file: BundleFormat.caseFile),
    caseFile: BundleFormat.caseFile,
    scope: try readScope(
      scopeBytes.isEmpty ? .object([]) : try readJSON(scopeBytes, file: BundleFormat.scopeFile)),
    scopeBytes: scopeBytes,
    register: try CaseFolder.readRegister(
      try readJSON(try reader.bytes(BundleFormat.register), file: BundleFormat.register),
      file: BundleFormat.register))
  return SealedInputs(findings: stored, facts: facts, caseBytes: caseBytes, tool: maker)
}

/// `nil` where all the evidence can be read.
private func whyNotRead(
  _ reader: BundleReader, _ register: [RegisterEntry]
) -> BundleRecomputation? {
  for entry in register where entry.external == nil {
    let member = "\(BundleFormat.evidence)/\(entry.storedName)"
    if let size = reader.sizes[member], size != UInt64(clamping: entry.bytes) {
      return BundleRecomputation(
        .different, member,
        "it has \(size) bytes, the register says \(entry.bytes): the findings were not recomputed")
    }
  }
  for entry in register
  where entry.holdsRecords && entry.external == nil && ExportFormat(rawValue: entry.format) == nil {
    return BundleRecomputation(
      .undecided, entry.name, "its format '\(entry.format)' is not known")
  }
  return nil
}

private func findingsAgain(
  _ reader: BundleReader, _ sealed: SealedInputs, _ threads: Int
) throws -> Findings {
  func open(_ entry: RegisterEntry) throws -> ByteStream {
    try reader.open("\(BundleFormat.evidence)/\(entry.storedName)")
  }
  let request = try FindingsRequest(
    sealed.facts, caseBytes: sealed.caseBytes, tool: sealed.tool, open: open)
  let inputs = sealed.facts.register.filter { $0.holdsRecords && $0.external == nil }.compactMap {
    entry in
    ExportFormat(rawValue: entry.format).map { format in
      EvidenceInput(
        evidence: entry.evidence, format: format, dayOrder: entry.origin.dayOrder
      ) { try open(entry) }
    }
  }
  var all = try tally(inputs, threads: threads)
  try ExternalTallies(
    register: sealed.facts.register, scope: sealed.facts.scope, rules: sealed.tool.rules
  ) { entry in
    let member = "\(BundleFormat.evidence)/\(entry.storedName)"
    return try readTally(try reader.bytes(member, limit: .max), member)
  }.add(to: &all)
  return try answer(FindingsQuestions(), all, request).findings
}

/// The tables that people open in a spreadsheet say what the findings say.
private func tableProblems(
  _ findings: Findings, _ reader: BundleReader
) throws -> [BundleProblem] {
  try findingsTables(findings).compactMap { table in
    let member = "data/findings/\(table.name)"
    guard reader.sizes[member] != nil else { return nil }
    var own = SHA256()
    table.write { own.update($0[...]) }
    let stored = try hexadecimalHash(of: reader.open(member))
    if try hexadecimal(own.finish()) == stored { return nil }
    return BundleProblem(
      .different, member,
      "not reproduced: the findings recomputed from the evidence give a different table")
  }
}

/// What a bundle for somebody does not hold, as its own list says.
private func withheldMembers(_ reader: BundleReader) -> [String] {
  guard reader.sizes[BundleFormat.withheld] != nil,
    let bytes = try? reader.bytes(BundleFormat.withheld), let json = try? JSONReader.read(bytes)
  else { return [] }  // what is wrong with the list, verify has said
  return json["withheld"]?.elements?.compactMap { $0["member"]?.text }.map { "data/\($0)" } ?? []
}
