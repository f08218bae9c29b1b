import CaseFolder
import Files

/// What is said of a case, its documents and its files.
extension ErrorWords {
  init(case problem: CaseProblem) {
    switch problem {
    case .noCase(let path):
      self.init(
        "'\(path.visible)' is not a case: it has no case.json", "casefile new \(path.visible)", 10)
    case .caseExists(let path):
      self.init("'\(path.visible)' is already a case", "casefile status \(path.visible)", 1)
    case .notEmpty(let path, let holds):
      self.init(
        "'\(path.visible)' is not empty: it holds '\(holds.visible)'",
        "name a folder that does not exist yet; casefile import CASE FOLDER imports its files",
        1)
    case .inUse(let path, let holders):
      let who = holders.map { holder in
        let command = holder.command.isEmpty ? "" : " (\(holder.command.visible))"
        return "process \(holder.process)\(command)"
      }
      self.init(
        "'\(path.visible)' is in use by "
          + (who.isEmpty ? "another casefile" : who.joined(separator: ", ")),
        "wait until it ends, or wait longer: --wait SECONDS", 11)
    case .unsettled(let path):
      self.init(
        "'\(path.visible)': a step failed after its entry in the custody log, so nothing more is"
          + " written", "run the command again: it completes the step first", 1)
    case .noFolder(let path, let isLink):
      self.init(
        "'\(path.visible)' is a \(isLink ? "symbolic link" : "file"), expected a folder of the case",
        "a case is a self-contained folder: nothing in it is opened through a link", 1)
    case .document(let file, let key, let found, let expected):
      self.init(
        "'\(file.visible)': \(key.visible) is \(found.visible), expected \(expected)",
        key.hasPrefix("--templates")
          ? "casefile templates export DIR (makes one)" : ErrorWords.hint(document: file), 2)
    case .documentMissing(let path, let seq):
      self.init(
        "'\(path.visible)' is missing, though custody entry \(seq) lists it",
        "put it back, or bring back what was sealed: casefile restore BUNDLE DIR", 1)
    case .notJSON(let file, let line, let column, let found, let expected):
      self.init(
        "'\(file.visible)', line \(line), column \(column): found \(found), expected \(expected)",
        ErrorWords.hint(document: file), 2)
    case .closed(let path, let at, let by):
      self.init(
        "'\(path.visible)' was closed at \(at.iso) by \(by.visible): it refuses changes",
        "casefile reopen \(path.visible) --by NAME --why TEXT", 1)
    case .evidenceMoved, .evidenceMissing, .evidenceNoFile, .evidenceResized, .evidenceChanged,
      .resultChanged:
      self.init(changed: problem)
    case .custodyBroken(let line, let what):
      self.init(
        "custody.jsonl, line \(line): \(what)", "keep the file as it is and ask who changed it", 1)
    }
  }

  /// Evidence and results that are not what register or log say.
  private init(changed problem: CaseProblem) {
    switch problem {
    case .evidenceMoved(let evidence, let path):
      let root = parentFolder(parentFolder(path))
      self.init(
        "\(evidence) '\(path.visible)' is not where it was last seen: its time or inode differs",
        "casefile status \(root.visible) --verify (hashes it and accepts equal bytes)", 1)
    case .evidenceMissing(let evidence, let path):
      self.init("\(evidence) '\(path.visible)' is missing", "restore it from its source", 1)
    case .evidenceNoFile(let evidence, let path, let found):
      self.init(
        "\(evidence) '\(path.visible)' is \(found), expected a file", "restore it from its source",
        1)
    case .evidenceResized(let evidence, let path, let expected, let found):
      self.init(
        "\(evidence) '\(path.visible)' was changed: it has \(found) bytes, the register says"
          + " \(expected)", "restore it from its source", 1)
    case .evidenceChanged(let evidence, let path, let expected, let found):
      self.init(
        "\(evidence) '\(path.visible)' was changed: SHA-256 \(found), the register says \(expected)",
        "restore it from its source", 1)
    case .resultChanged(let name, let root, let expected, let found):
      let place = name.prefix { $0 != "/" }
      let hint =
        switch place {
        case "issues": "take it from a bundle of that issue: casefile restore BUNDLE DIR"
        case "exchange", "findings":
          "casefile \(place == "exchange" ? "export" : "findings") \(root.visible)"
            + " (writes it again and keeps this one beside it)"
        default: "it changed while it was being packed: casefile pack \(root.visible)"
        }
      self.init(
        "'\(name.visible)' is not as casefile logged it: SHA-256 \(found), the custody log says"
          + " \(expected)", hint, 1)
    // Worded above; named here, so that the compiler asks for one that is new.
    case .noCase, .caseExists, .notEmpty, .inUse, .unsettled, .noFolder, .document,
      .documentMissing, .notJSON, .closed, .custodyBroken:
      self.init("unexpected: \(problem)", nil, 1)
    }
  }

  /// People edit case.json and scope.json; the other documents are casefile's.
  private static func hint(document file: String) -> String {
    switch lastPathPart(file) {
    case "case.json": "casefile schema case (says what it may contain)"
    case "scope.json": "casefile schema scope (says what it may contain)"
    case let name where name.hasSuffix(aboutSuffix):
      "casefile help import (says what can be stated about an export)"
    default: "only casefile writes it; casefile restore BUNDLE DIR brings back what was sealed"
    }
  }

  init(file problem: FileProblem) {
    let hint =
      switch problem.kind {
      case .missing: "check the path"
      case .forbidden: "it needs rights that this account lacks: chmod, chown, or another folder"
      case .full: "make room, then run the command again: nothing is half-written"
      case .changed:
        "wait until it is fully downloaded or written, then run the command again"
      case .tooLarge: ErrorWords.hint(tooLarge: problem.path)
      case .link: "put the file itself there: nothing in a case is opened through a link"
      case .closed: "leave standard input and output open, or redirect them: < FILE, > FILE"
      case .ofOthers: "use a folder of your own that only you can write to"
      case .other: "look at the file, then run the command again: nothing is half-written"
      }
    self.init(
      "'\(problem.path.visible)': \(problem.action.rawValue): \(problem.reason)", hint, 1)
  }

  /// What to do where one document of a case would hold too much.
  private static func hint(tooLarge path: String) -> String {
    switch lastPathPart(path) {
    case "register.json": "fewer files: join small exports, or make more than one case"
    case "custody.jsonl": "continue in a new case; this one can still be read, packed and verified"
    case "decisions.json": "review the messages in more than one case"
    case "findings.json", "messages.csv", "contexts.csv", "timeline.csv":
      "a narrower scope: casefile scope CASE --mailbox UPN --from TIME --to TIME"
    default: "split it, and give the parts one after another"
    }
  }
}
