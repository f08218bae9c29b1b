import Archiving
import CaseModel
import TextFormats

/// A report as an Office Open XML document (ECMA-376), from the templates of its parts: for counsel
/// who edit it. The same report gives the same bytes.
struct WordDocument {
  let templates: TemplateSet
  let language: MustacheLanguage
  let value: [String: MustacheValue]

  /// By name in the package; the value is the template under Templates/docx.
  private static let parts = [
    ("[Content_Types].xml", "content-types.xml"), ("_rels/.rels", "rels.xml"),
    ("docProps/core.xml", "core.xml"), ("word/_rels/document.xml.rels", "document-rels.xml"),
    ("word/footer.xml", "footer.xml"), ("word/header.xml", "header.xml"),
    ("word/numbering.xml", "numbering.xml"), ("word/styles.xml", "styles.xml"),
  ]

  /// The templates of all parts but the document itself.
  static var templates: [String] { parts.map(\.1) }

  /// - Parameter body: the template of the document itself, under Templates/reports.
  func bytes(_ body: String) throws -> [UInt8] {
    let mustache = try MustacheTemplates(
      templates.texts, language: language, escape: Escaping.xml)
    let sink = MemorySink()
    let archive = try ZIPWriter(sink)
    for (name, template) in WordDocument.parts {
      _ = try archive.add(name, Array(try mustache.render(template, .object(value)).utf8))
    }
    _ = try archive.add(
      "word/document.xml", Array(try mustache.render(body, .object(value)).utf8))
    try archive.finish()
    return sink.bytes
  }
}

/// An archive in memory.
private final class MemorySink: ArchiveSink {
  private(set) var bytes: [UInt8] = []

  func write(_ bytes: ArraySlice<UInt8>) { self.bytes += bytes }

  func write(_ bytes: [UInt8], at offset: Int64) {
    let start = Int(offset)
    self.bytes.replaceSubrange(start..<(start + bytes.count), with: bytes)
  }
}
