import Archiving
import CTemplates

/// The templates that are compiled in, by their path under Templates/.
package enum TemplateLibrary {
  package static let all: [String: String] = {
    var templates: [String: String] = [:]
    var index: Int32 = 0
    while let template = casefile_template_at(index)?.pointee {
      let bytes = UnsafeBufferPointer(start: template.bytes, count: Int(template.size))
      templates[String(cString: template.name)] = String(decoding: bytes, as: UTF8.self)
      index += 1
    }
    return templates
  }()

  /// One hash for all: of the lines that `sha256sum` writes for them, sorted by path.
  ///
  ///     cd Templates && find * -type f | LC_ALL=C sort | xargs sha256sum | sha256sum
  package static func sha256() throws -> String {
    var lines = ""
    for (path, text) in all.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      lines += "\(hexadecimal(try Archiving.sha256(Array(text.utf8))))  \(path)\n"
    }
    return hexadecimal(try Archiving.sha256(Array(lines.utf8)))
  }

  /// Those of a folder under Templates/, by their file name.
  static func folder(_ name: String) -> [String: String] {
    var result: [String: String] = [:]
    for (path, text) in all where path.hasPrefix(name + "/") {
      result[String(path.dropFirst(name.count + 1))] = text
    }
    return result
  }
}
