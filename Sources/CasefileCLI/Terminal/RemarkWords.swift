import CaseActions
import CaseModel
import CasePipeline
import Files

/// What is said of a case that is not as casefile leaves it.
struct RemarkWords {
  var text: String
  var hint: String?

  /// - Parameter access: who writes puts right what casefile itself left.
  init(_ remark: CaseRemark, _ access: FolderLock.Kind, root: String) {
    let isRight = access == .writing
    let later = isRight ? "" : "; the next command that writes puts that right and logs it"
    switch remark {
    case .halfEntry(let bytes):
      text =
        "custody.jsonl ends with half an entry of \(bytes) bytes, left by an interrupted command"
        + (isRight ? ": it is kept beside the log and logged" : later)
    case .headBehind:
      text =
        "custody.head was one entry behind, as an interrupted command leaves it"
        + (isRight ? ": it has been put right" : later)
    case .noLineEnd:
      text =
        "the last line of custody.jsonl has lost its line ending, which some editors remove; its"
        + " entry is intact"
    case .interrupted(let names):
      text =
        "a command was interrupted after its entry in the custody log; what the entry states is in"
        + " use: \(names.joined(separator: ", "))"
        + (isRight ? "; it is in its place now, and that is logged" : later)
    case .changedOutside(let names):
      text =
        "\(names.joined(separator: " and ")): not as last stated in the custody log"
        + (isRight ? ", and logged as changed outside casefile" : later)
    case .registerUnstated(let names):
      text =
        "no entry in the custody log states \(names.joined(separator: ", "))"
        + (isRight ? ": one does now" : later)
      hint = "who else writes to this case? casefile custody \(root.visible) shows what was logged"
    case .clockBehind(let last, let seq):
      text =
        "this machine's clock is behind \(last.iso), the time of entry \(seq) in the custody log"
        + (isRight ? ": that is logged" : "")
      hint = "set the clock, then continue: times in the log are claims made by the machine"
    case .unregistered(let names):
      text =
        "the register does not name \(RemarkWords.list(names)) in evidence/; the next import"
        + " imports what is an export, and removes what the case already has"
    case .leftOver(let names):
      text =
        "an interrupted import left \(RemarkWords.list(names)) in evidence/; the next command that writes"
        + " removes what no entry states"
    case .registerLacks(let names):
      text =
        "the custody log states the import of \(RemarkWords.list(names)), which the register"
        + " lacks"
      hint = "casefile restore BUNDLE DIR brings back what was sealed"
    case .keptAside(let names):
      text =
        "changed while a command was interrupted after its entry: what was there is kept as"
        + " \(RemarkWords.list(names))"
    case .openToOthers(let mode):
      text =
        "others on this machine may have access to the case: its folder has mode"
        + " 0\(String(mode, radix: 8))"
      hint = "chmod 700 \(root.visible), or use a file system that keeps modes"
    }
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(5).map { "'\($0.visible)'" }.joined(separator: ", ")
    return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
  }

  /// What a file system does not do.
  init(_ gap: FileSystemGap, at path: String) {
    let place = "'\(path.visible)'"
    switch gap {
    case .locks:
      text = "\(place): the file system does no locking, so a second casefile is not noticed"
      hint = "run one command at a time in this case"
    case .folderSync:
      text =
        "\(place): the file system does not sync folders: after a power loss the last change may be"
        + " missing"
    case .modes:
      text =
        "\(place): the file system does not keep modes: others on this machine may read and change"
        + " the case"
      hint = "keep the case on a Linux file system, or make sure that only you can reach it"
    }
  }
}

extension CommandRun {
  /// What concerns whoever works with the case.
  func warnUrgent(_ opened: borrowing OpenCase) {
    for remark in opened.remarks where remark.isUrgent {
      let words = RemarkWords(remark, opened.access, root: opened.folder.root)
      warn(words.text, hint: words.hint)
    }
  }
}
