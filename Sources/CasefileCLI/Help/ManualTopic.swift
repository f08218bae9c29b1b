import CTemplates

/// A topic of the manual: a Markdown file under Templates/manual/ that is called as the topic is.
struct ManualTopic: Equatable, Sendable {
  var name: String
  /// The heading of the file, which stands in lists.
  var title: String

  init(_ name: String, _ title: String) {
    self.name = name
    self.title = title
  }

  var file: String { "\(name).md" }

  /// The Markdown as it was compiled in.
  var text: String { ManualTopic.files[file] ?? "" }

  /// Every file that is compiled in, by its name.
  static let files: [String: String] = {
    var files: [String: String] = [:]
    var index: Int32 = 0
    while let file = casefile_topic_at(index)?.pointee {
      let bytes = UnsafeBufferPointer(start: file.bytes, count: Int(file.size))
      files[String(cString: file.name)] = String(decoding: bytes, as: UTF8.self)
      index += 1
    }
    return files
  }()
}

/// The manual, in the order of help. No topic is called as a command is: `casefile help` knows both.
let manualTopics = [
  ManualTopic("tour", "A tour of the shipped case"),
  ManualTopic("exporting", "From exports to a report, step by step"),
  ManualTopic("formats", "Exports that casefile reads"),
  ManualTopic("members", "What casefile reads of a record"),
  ManualTopic(
    "finding-the-attacker", "Contexts, indicators and scope: who it was, and what counts"),
  ManualTopic("auditing", "How auditing was set"),
  ManualTopic("mailboxes", "What the mailboxes held"),
  ManualTopic("reviewing", "Review by people"),
  ManualTopic("laws", "Notification laws, deadlines, and notices in phases"),
  ManualTopic("reports", "Reports: languages, formats, sharing, templates"),
  ManualTopic("bundles", "Bundles: checking, signing, and who gets what"),
  ManualTopic("keeping", "Closing a case, keeping it, opening it again"),
  ManualTopic("case-folder", "What is in a case folder"),
  ManualTopic("lake", "Bigger than one machine: evidence in a data lake"),
  ManualTopic("scripting", "Options, output, exit codes, and commands side by side"),
]
