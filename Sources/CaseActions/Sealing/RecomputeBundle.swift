import Archiving
import CaseBundle
import CaseFindings
import CaseFolder
import CaseImport
import CaseModel
import CasePipeline
import CaseReport
import CaseScope
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

private func recompute(
  _ reader: BundleReader, _ tool: ToolIdentity, _ templates: TemplateSet, _ threads: Int
) throws -> BundleRecomputation {
  let left = withheldMembers(reader).filter { name in
    name.hasPrefix("\(BundleFormat.evidence)/") || name.hasPrefix("data/case/")
  }
  if let first = left.first {
    return BundleRecomputation(
      .undecided, first,
      "withheld, as \(left.count - 1) others: the findings cannot be recomputed from this bundle")
  }
  for member in [BundleFormat.findings, BundleFormat.caseFile, BundleFormat.scopeFile]
  where reader.sizes[member] == nil {
    return BundleRecomputation(.undecided, member, "missing, so the findings cannot be recomputed")
  }
  let stored = try reader.bytes(BundleFormat.findings, limit: 4 << 30)
  let stated = try readJSON(stored, file: BundleFormat.findings)["tool"]
  if stated?["rules"]?.text != tool.rules {
    let rules = stated?["rules"]?.text ?? "none"
    return BundleRecomputation(
      .undecided, BundleFormat.findings,
      "made with rules \(rules), this casefile has rules \(tool.rules): not recomputed")
  }
  let caseBytes = try reader.bytes(BundleFormat.caseFile)
  let scopeBytes = try reader.bytes(BundleFormat.scopeFile)
  let document = try readCaseDocument(
    try readJSON(caseBytes, file: BundleFormat.caseFile), file: BundleFormat.caseFile)
  let scope = try readScope(
    scopeBytes.isEmpty ? .object([]) : try readJSON(scopeBytes, file: BundleFormat.scopeFile))
  let register = try CaseFolder.readRegister(
    try readJSON(try reader.bytes(BundleFormat.register), file: BundleFormat.register),
    file: BundleFormat.register)
  for entry in register where entry.external == nil {
    let member = "\(BundleFormat.evidence)/\(entry.storedName)"
    if let size = reader.sizes[member], size != UInt64(clamping: entry.bytes) {
      return BundleRecomputation(
        .different, member,
        "it has \(size) bytes, the register says \(entry.bytes): the findings were not recomputed")
    }
  }
  let exports = register.filter { $0.holdsRecords && $0.external == nil }
  var same = tool
  same.version = stated?["version"]?.text ?? ""
  let request = try FindingsInputs(
    document: document, caseBytes: caseBytes, scope: scope, scopeBytes: scopeBytes,
    register: register
  ).request(
    tool: same,
    open: { blockSource(try reader.open("\(BundleFormat.evidence)/\($0.storedName)")) })
  var inputs: [EvidenceInput] = []
  for entry in exports {
    guard let format = ExportFormat(rawValue: entry.format) else {
      return BundleRecomputation(
        .undecided, entry.name, "its format '\(entry.format)' is not known")
    }
    inputs.append(
      EvidenceInput(facts: EvidenceFacts(entry), format: format) {
        blockSource(try reader.open("\(BundleFormat.evidence)/\(entry.storedName)"))
      })
  }
  var all = try tally(inputs, threads: threads)
  try ExternalTallies(register: register, scope: scope, rules: tool.rules) { entry in
    let member = "\(BundleFormat.evidence)/\(entry.storedName)"
    return try readTally(try reader.bytes(member, limit: .max), member)
  }.add(to: &all)
  let findings = try answer(FindingsQuestions(), all, request).findings
  let again = writeFindings(findings)
  var result = BundleRecomputation()
  if again != stored {
    let line = zip(again.split(separator: 0x0A), stored.split(separator: 0x0A))
      .prefix { $0 == $1 }.count
    result = BundleRecomputation(
      .different, BundleFormat.findings,
      "not reproduced: the findings recomputed from the evidence differ from line \(line + 1) on")
  }
  if same.version == tool.version {
    result.problems += try tableProblems(findings, reader)
  } else {
    result.problems.append(
      BundleProblem(
        .note, nil,
        "made by casefile \(same.version), this is \(tool.version): the tables of the findings were not"
          + " compared"))
  }
  if again != stored { return result }
  var facts = CaseFacts(
    document: document, caseFile: BundleFormat.caseFile, scope: scope, scopeBytes: scopeBytes,
    register: register)
  facts.templates = templates
  let reports = renderAgain(reader, facts, findings, tool)
  result.problems += reports.problems
  result.reports = reports.reproduced
  return result
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
    var stored = SHA256()
    let next = try reader.open(member)
    while case let part = try next(), !part.isEmpty { stored.update(part) }
    if try own.finish() == stored.finish() { return nil }
    return BundleProblem(
      .different, member,
      "not reproduced: the findings recomputed from the evidence give another table")
  }
}

/// What a bundle for somebody does not hold, as its own list says.
private func withheldMembers(_ reader: BundleReader) -> [String] {
  guard reader.sizes[BundleFormat.withheld] != nil,
    let bytes = try? reader.bytes(BundleFormat.withheld), let json = try? JSONReader.read(bytes)
  else { return [] }  // what is wrong with the list, verify has said
  return json["withheld"]?.elements?.compactMap { $0["member"]?.text }.map { "data/\($0)" } ?? []
}
