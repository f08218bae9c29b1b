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

  /// Those of a folder under Templates/, by their file name.
  static func folder(_ name: String) -> [String: String] {
    var result: [String: String] = [:]
    for (path, text) in all where path.hasPrefix(name + "/") {
      result[String(path.dropFirst(name.count + 1))] = text
    }
    return result
  }
}
