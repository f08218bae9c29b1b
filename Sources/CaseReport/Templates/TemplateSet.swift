import Archiving
import CTemplates
import CaseModel
import TextFormats

/// A set of templates, languages and regimes, by their path under Templates/.
package struct TemplateSet: Sendable {
  package var files: [String: String]

  /// The folders that a user may change.
  package static let places = ["docx", "languages", "regimes", "reports"]

  package init(files: [String: String]) { self.files = files }

  /// Those that are compiled in.
  package static let builtIn: TemplateSet = {
    var files: [String: String] = [:]
    var index: Int32 = 0
    while let template = casefile_template_at(index)?.pointee {
      let bytes = UnsafeBufferPointer(start: template.bytes, count: Int(template.size))
      files[String(cString: template.name)] = String(decoding: bytes, as: UTF8.self)
      index += 1
    }
    return TemplateSet(files: files)
  }()

  /// One hash for all: of the lines that `sha256sum` writes for them, sorted by path.
  ///
  ///     cd Templates && find * -path 'manual/*' -prune -o -type f -print | LC_ALL=C sort | xargs sha256sum | sha256sum
  package func sha256() throws -> String {
    var lines = ""
    for (path, text) in files.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      lines += "\(hexadecimal(try Archiving.sha256(Array(text.utf8))))  \(path)\n"
    }
    return hexadecimal(try Archiving.sha256(Array(lines.utf8)))
  }

  /// Those of a folder under Templates/, by their file name.
  func folder(_ name: String) -> [String: String] {
    var result: [String: String] = [:]
    for (path, text) in files where path.hasPrefix(name + "/") {
      result[String(path.dropFirst(name.count + 1))] = text
    }
    return result
  }

  /// The templates by their names, those of reports before those of Word's parts.
  var texts: [String: String] {
    folder("reports").merging(folder("docx")) { report, _ in report }
  }

  /// Where a template of `texts` stands.
  func path(ofTemplate name: String) -> String {
    files["reports/\(name)"] != nil ? "reports/\(name)" : "docx/\(name)"
  }

  /// Reads a document of the set; what is wrong with it is said with its file.
  func read<Value>(
    _ text: String, file: String, _ body: (JSONValue) throws(DocumentProblem) -> Value
  ) throws(TemplateProblem) -> Value {
    let json: JSONValue
    do {
      json = try JSONReader.read(Array(text.utf8))
    } catch {
      throw TemplateProblem(
        file: file,
        problem: DocumentProblem(
          key: "line \(error.line), column \(error.column)", found: error.found,
          expected: error.expected))
    }
    do {
      return try body(json)
    } catch {
      throw TemplateProblem(
        file: file, line: TemplateSet.line(of: error.key, in: text), problem: error)
    }
  }

  /// The line on which a key of a path stands: the longest end of the path that is there, else its
  /// beginning; `nil` where none is.
  static func line(of path: String, in text: String) -> Int? {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map { part in
      String(part.prefix { $0 != "[" })
    }
    let ends = parts.indices.map { parts[$0...].joined(separator: ".") }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for name in ends + [parts.first ?? ""] where !name.isEmpty {
      if let index = lines.firstIndex(where: { $0.contains("\"\(name)\":") }) { return index + 1 }
    }
    return nil
  }
}

/// A document of a template set (a language, a regime) that cannot be used.
package struct TemplateProblem: Error, Equatable, Sendable {
  /// Under Templates/.
  package var file: String
  /// From 1, where it is known.
  package var line: Int?
  package var problem: DocumentProblem
}

extension TemplateProblem {
  package var words: String {
    EvidenceText(
      "\(file): \(line.map { "line \($0): " } ?? "")\(problem.key): found \(problem.found), expected \(problem.expected)"
    ).visible
  }
}
