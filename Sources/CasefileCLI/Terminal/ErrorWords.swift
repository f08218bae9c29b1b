import Archiving
import CaseBundle
import CaseFindings
import CaseFolder
import CaseModel
import CasePipeline
import CaseReport
import Files
import TextFormats

/// The words and the exit code of every error: the thing first, what was found, what was expected.
struct ErrorWords {
  var text: String
  var hint: String?
  var exitCode: Int32

  init(_ error: any Error) {
    switch error {
    case let problem as UsageProblem: self.init(usage: problem)
    case let problem as CaseProblem: self.init(case: problem)
    case let problem as FileProblem: self.init(file: problem)
    case let problem as PackProblem:
      self.init(
        "'\(problem.member)' has SHA-256 \(problem.found), the register says \(problem.expected)",
        "the evidence was changed; restore it from its source", 1)
    case let problem as ZIPProblem:
      self.init("'\(problem.member ?? "the archive")': \(problem.what)", nil, 1)
    case let problem as IssueProblem: self.init(issue: problem)
    case let problem as FindingsProblem: self.init(findings: problem)
    case let problem as TemplateProblem:
      self.init("Templates/\(problem.words)", nil, 1)
    case PrintProblem.noBrowser(let names):
      self.init(
        "no browser to print a PDF with: none of \(names.joined(separator: ", ")) is in the PATH",
        "apt-get install chromium, or render --format html and print it in a browser", 1)
    case PrintProblem.failed(let browser, let status):
      self.init(
        "\(browser) did not print the report (status \(status))",
        "render --format html and print it in a browser", 1)
    case let problem as MustacheProblem:
      self.init(
        "a template cannot be used: \(problem.line)",
        "casefile templates check DIR lists all problems",
        1)
    default: self.init("unexpected: \(error)", nil, 1)
    }
  }

  private init(_ text: String, _ hint: String?, _ exitCode: Int32) {
    self.text = text
    self.hint = hint
    self.exitCode = exitCode
  }

  private init(issue problem: IssueProblem) {
    switch problem {
    case .noFindings(let path):
      self.init(
        "'\(path.visible)' is not there, or not as the custody log knows it",
        "casefile findings CASE writes it", 1)
    case .noIssue(let number, let known):
      self.init(
        "issue \(number) is not kept; known: \(known.map(String.init).joined(separator: ", "))",
        "casefile issue CASE keeps what was handed out", 2)
    }
  }

  private init(usage problem: UsageProblem) {
    let help = "casefile help"
    switch problem {
    case .unknownCommand(let name, let nearest):
      let meant = nearest.map { "did you mean 'casefile \($0)'? " } ?? ""
      self.init("'\(name.visible)' is not a command", "\(meant)\(help) lists all of them", 2)
    case .unknownOption(let name, let command, let nearest):
      let meant = nearest.map { "did you mean \($0)? " } ?? ""
      self.init(
        "'\(name.visible)' is not an option of \(command)", "\(meant)\(help) \(command)", 2)
    case .missingValue(let option): self.init("\(option) needs a value", help, 2)
    case .unexpectedValue(let option): self.init("\(option) takes no value", help, 2)
    case .missingOperand(let command, let operands):
      self.init("\(command) needs \(operands)", "\(help) \(command)", 2)
    case .tooManyOperands(let command, let operands, let found):
      self.init(
        "'\(found.visible)' is too many: \(command) takes \(operands)", "\(help) \(command)", 2)
    case .badValue(let option, let found, let expected):
      self.init("\(option) is '\(found.visible)', expected \(expected)", nil, 2)
    case .required(let option, let why): self.init("\(option) is missing: \(why)", nil, 2)
    }
  }

  private init(case problem: CaseProblem) {
    switch problem {
    case .noCase(let path):
      self.init(
        "'\(path.visible)' is no case: it has no case.json", "casefile new \(path.visible)", 10)
    case .caseExists(let path):
      self.init("'\(path.visible)' is a case already", "casefile status \(path.visible)", 1)
    case .inUse(let path):
      self.init(
        "'\(path.visible)' is in use by another casefile", "wait until it ends, then try again", 11)
    case .document(let file, let key, let found, let expected):
      self.init(
        "'\(file.visible)': \(key.visible) is \(found.visible), expected \(expected)", nil, 2)
    case .notJSON(let file, let line, let column, let found, let expected):
      self.init(
        "'\(file.visible)', line \(line), column \(column): found \(found), expected \(expected)",
        nil, 2)
    case .evidenceMoved(let evidence, let path):
      let root = parentFolder(parentFolder(path))
      self.init(
        "\(evidence) '\(path.visible)' is not where the register saw it: size, time or inode differ",
        "casefile status \(root.visible) --verify hashes it and accepts equal bytes", 1)
    case .evidenceMissing(let evidence, let path):
      self.init("\(evidence) '\(path.visible)' is missing", "restore it from its source", 1)
    case .evidenceChanged(let evidence, let path, let expected, let found):
      self.init(
        "\(evidence) '\(path.visible)' was changed: SHA-256 \(found), the register says \(expected)",
        "restore it from its source", 1)
    case .custodyBroken(let line, let what):
      self.init(
        "custody.jsonl, line \(line): \(what)", "keep the file as it is and ask who changed it", 1)
    }
  }

  private init(file problem: FileProblem) {
    self.init("'\(problem.path.visible)': \(problem.action.rawValue): \(problem.reason)", nil, 1)
  }

  private init(findings problem: FindingsProblem) {
    switch problem {
    case .ledgerDoesNotReconcile(let evidence):
      self.init(
        "the ledger of \(evidenceName(evidence)) does not add up, so no findings are given",
        "this is a defect of casefile; keep the case as it is", 1)
    case .attributionDoesNotReconcile(let counted, let expected):
      self.init(
        "the classes hold \(counted) of \(expected) mail-access records, so no findings are given",
        "this is a defect of casefile; keep the case as it is", 1)
    }
  }
}
