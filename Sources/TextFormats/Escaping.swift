import CaseModel

/// Makes evidence text safe for one kind of output, at the last step.
package enum Escaping {
  /// For element content and quoted attributes (OWASP, "XSS Prevention").
  package static func html(_ text: EvidenceText) -> String {
    var result = ""
    for scalar in text.visible.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// For Markdown text and table cells (CommonMark, GFM): nothing becomes markup, a link or an image.
  package static func markdown(_ text: EvidenceText) -> String {
    var result = ""
    for scalar in text.visible.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case ":": result += "&#58;"
      case "@": result += "&#64;"
      case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "+", "-", "!", "|", "~":
        result += "\\"
        result.unicodeScalars.append(scalar)
      case ".": result += "&#46;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
