import CaseModel

extension BundleReader {
  /// It was packed by this very tool, with these templates.
  package func wasMade(by tool: ToolIdentity, templates: String) throws -> Bool {
    guard sizes[BundleFormat.bagInfo] != nil else { return false }
    let text = String(decoding: try bytes(BundleFormat.bagInfo), as: UTF8.self)
    let lines = Set(text.split(separator: "\n").map(String.init))
    return lines.contains("\(BundleFormat.agentLabel): \(BundleFormat.agent(tool))")
      && lines.contains("\(BundleFormat.templatesLabel): \(templates)")
  }
}
