import Archiving
import CaseActions
import CaseBundle
import CaseFindings
import CaseFolder
import CaseModel
import CasePipeline
import CaseReport
import CaseTally
import Files
import TextFormats

/// The words and the exit code of every error: the thing first, what was found, what was expected;
/// then what helps. A test has every one of them, and follows each hint that is a command.
struct ErrorWords {
  var text: String
  var hint: String?
  var exitCode: Int32

  /// - Parameter command: whose help is named where the command line is wrong.
  init(_ error: any Error, command: String? = nil) {
    switch error {
    case let problem as UsageProblem: self.init(usage: problem, command)
    case let problem as CaseProblem: self.init(case: problem)
    case let problem as FileProblem: self.init(file: problem)
    case let problem as PackProblem:
      self.init(
        "'\(problem.member)' has SHA-256 \(problem.found), the register says \(problem.expected)",
        "the evidence was changed; restore it from its source", 1)
    case let problem as ZIPProblem:
      self.init(
        "'\(problem.member ?? "the archive")': \(problem.what)",
        "fetch or copy it again; casefile verify lists everything that is wrong with a bundle", 1)
    case let problem as SealFileProblem: self.init(seal: problem)
    case let problem as RestoreProblem: self.init(restore: problem)
    case TransferProblem.unknownObject(let name, let root):
      self.init(
        "--object is '\(name.visible)', expected E001 or a name in the custody log",
        "casefile custody \(root.visible) (lists the names)", 2)
    case OriginProblem.unknownEvidence(let name, let root):
      self.init(
        "'\(name.visible)' is no evidence of the case, expected a name such as E001",
        "casefile status \(root.visible) (lists the evidence)", 2)
    case PackRequestProblem.noSuchMailbox(let name, let root):
      self.init(
        "--mailbox is '\(name.visible)', expected a mailbox of the scope",
        "casefile contexts \(root.visible) (names the mailboxes)", 2)
    case let problem as IssueProblem: self.init(issue: problem)
    case let problem as FindingsProblem: self.init(findings: problem)
    case let problem as TemplateProblem: self.init(template: problem.words)
    case let problem as TemplateNameProblem: self.init(name: problem)
    case let problem as MustacheProblem: self.init(mustache: problem)
    case PrintProblem.noBrowser(let names):
      self.init(
        "no browser to print a PDF with: none of \(names.joined(separator: ", ")) is on the PATH",
        "apt-get install chromium, or render --format html and print it in a browser", 1)
    case PrintProblem.tooLong(let browser, let seconds):
      self.init(
        "\(browser) had not printed the report after \(seconds) s and was stopped",
        "render --format html and print it in a browser", 1)
    case PrintProblem.failed(let browser, let status):
      self.init(
        "\(browser) did not print the report (status \(status))",
        "render --format html and print it in a browser", 1)
    case let problem as TallyFileProblem: self.init(tallyFile: problem)
    case let problem as ObjectListProblem: self.init(objects: problem)
    case let problem as LongLineProblem: self.init(longLine: problem)
    case let problem as TallyProblem: self.init(tally: problem)
    case is CryptoProblem:
      self.init(
        "libcrypto refused to hash", "openssl version -a, and what this machine's policy forbids", 1
      )
    default:
      self.init(
        "unexpected: \(error)", "this is a defect in casefile; keep the case as it is", 1)
    }
  }

  /// On one line, for other programs.
  var json: [UInt8] {
    var writer = JSONWriter(compact: true)
    writer.object { writer in
      writer.key("error", text)
      writer.key("exitCode", Int(exitCode))
      if let hint { writer.key("hint", hint) }
      writer.key("schema", "casefile/error/1")
    }
    return writer.finish()
  }

  /// On one line, whatever is named in it.
  init(_ text: String, _ hint: String?, _ exitCode: Int32) {
    self.text = text.visible
    self.hint = hint?.visible
    self.exitCode = exitCode
  }

  private init(issue problem: IssueProblem) {
    switch problem {
    case .noFindings(let path):
      self.init(
        "'\(path.visible)' is missing, or not as the custody log knows it",
        "casefile findings \(parentFolder(parentFolder(path)).visible) (writes it again)", 1)
    case .noIssue(let number, let known):
      self.init(
        "issue \(number) was not kept; known: \(known.map(String.init).joined(separator: ", "))",
        "an issue is kept when casefile issue begins the next one", 2)
    }
  }

  private init(usage problem: UsageProblem, _ command: String?) {
    let help = "casefile help"
    let own = command.map { "\(help) \($0)" } ?? help
    switch problem {
    case .unknownCommand(let name, let nearest):
      let meant = nearest.map { "; did you mean 'casefile \($0)'?" } ?? ""
      self.init("'\(name.visible)' is not a command\(meant)", "\(help) (lists all of them)", 2)
    case .unknownTopic(let name, let nearest):
      let names = nearest.map { "'\(help) \($0)'" }
      let meant =
        (names.count > 1 ? [names.dropLast().joined(separator: ", ")] : [])
        + names.suffix(1)
      self.init(
        "'\(name.visible)' is neither a command nor a topic"
          + (names.isEmpty ? "" : "; did you mean \(meant.joined(separator: " or "))?"),
        "\(help) (lists all of them)", 2)
    case .unknownOption(let name, let command, let nearest):
      let meant = nearest.map { "; did you mean \($0)?" } ?? ""
      let place = command ?? "casefile itself"
      self.init(
        "'\(name.visible)' is not an option of \(place)\(meant)",
        command.map { "\(help) \($0)" } ?? "an option of a single command comes after its name", 2)
    case .missingValue(let option): self.init("\(option) needs a value", own, 2)
    case .repeated(let option):
      self.init("\(option) is given more than once, but may be given only once", own, 2)
    case .apart(let what, let others, let why):
      self.init("\(what) cannot be combined with \(others): \(why)", "run two commands", 2)
    case .unexpectedValue(let option): self.init("\(option) takes no value", own, 2)
    case .missingOperand(let command, let operands):
      self.init("\(command) needs \(operands)", "\(help) \(command)", 2)
    case .tooManyOperands(let command, let operands, let found):
      self.init(
        "'\(found.visible)' is one too many: \(command) takes \(operands)", "\(help) \(command)", 2)
    case .badValue(let option, let found, let expected):
      self.init("\(option) is '\(found.visible)', expected \(expected)", own, 2)
    case .required(let option, let why): self.init("\(option) is missing: \(why)", own, 2)
    }
  }

  private init(seal problem: SealFileProblem) {
    let file = problem.file.visible
    switch problem.problem {
    case .noCertificate:
      self.init(
        "'\(file)' holds no certificate, expected PEM",
        "openssl x509 -inform DER -in FILE -out CERT.pem converts DER to PEM", 1)
    case .noKey(let isEncrypted):
      self.init(
        isEncrypted
          ? "'\(file)' is encrypted, and no passphrase opens it"
          : "'\(file)' holds no private key, expected PEM",
        isEncrypted
          ? "--passphrase-file FILE, with the passphrase on its first line"
          : "openssl pkey -inform DER -in FILE -out KEY.pem converts DER to PEM", 1)
    case .keyOfAnotherCertificate:
      self.init(
        "'\(file)' is not the key of the certificate", "the signer's certificate comes first", 1)
    case .unusableKey(let kind):
      self.init(
        "'\(file)' holds an unusable key: \(kind), expected RSA of 2048 bits or more, or EC such"
          + " as P-256",
        "sign with another key, and with its own certificate", 1)
    case .notDER(let expected):
      self.init(
        "'\(file)' is not \(expected)", "store what was sent byte for byte (curl -o, --output)", 1)
    case .refused(let reason):
      self.init(
        "'\(file)': \(reason)", "casefile timestamp request BUNDLE (asks again)", 1)
    }
  }

  private init(restore problem: RestoreProblem) {
    switch problem {
    case .notWhole(let bundle, let missing):
      self.init(
        "'\(bundle.visible)' is part of a case, made for a recipient: \(missing)",
        "the whole case is in a bundle that casefile pack CASE made without --for", 1)
    case .exists(let path):
      self.init("'\(path.visible)' already exists", "name a folder that does not exist yet", 1)
    case .noPlace(let member):
      self.init("'\(member.visible)' has no place in a case folder", "verify names who made it", 1)
    case .changed(let member):
      self.init("'\(member.visible)' was changed while it was being restored", "try again", 1)
    }
  }

  private init(findings problem: FindingsProblem) {
    switch problem {
    case .ledgerDoesNotReconcile(let evidence):
      self.init(
        "the ledger of \(evidenceName(evidence)) does not add up, so no findings are given",
        "this is a defect in casefile; keep the case as it is", 1)
    case .attributionDoesNotReconcile(let counted, let expected):
      self.init(
        "the classes hold \(counted) of \(expected) mail-access records, so no findings are given",
        "this is a defect in casefile; keep the case as it is", 1)
    }
  }
}
