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

  /// For the content of an XML element: as HTML, without the code points that XML has no place for
  /// (XML 1.0, section 2.2).
  package static func xml(_ text: EvidenceText) -> String {
    let plain = html(text)
    guard plain.unicodeScalars.contains(where: { $0.value == 0xFFFE || $0.value == 0xFFFF }) else {
      return plain
    }
    return plain.replacing("\u{FFFE}", with: "[U+FFFE]").replacing("\u{FFFF}", with: "[U+FFFF]")
  }

  /// For a quoted string of CSS (CSS Syntax 3, section 4.3.7): all but letters, digits and blanks of
  /// ASCII as code points, so that nothing ends the string or the element around it.
  package static func css(_ text: EvidenceText) -> String {
    var result = ""
    for scalar in text.visible.unicodeScalars {
      if scalar.isASCII,
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == " "
      {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\\(String(scalar.value, radix: 16)) "
      }
    }
    return result
  }

  /// For Markdown text and table cells (CommonMark, GFM): nothing becomes markup, a link or an
  /// image; what is harmless where it stands is left readable.
  package static func markdown(_ text: EvidenceText) -> String {
    let scalars = Array(text.visible.unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      // GFM makes links of addresses even without brackets.
      case "@": result += "&#64;"
      case ":" where next == "/": result += "&#58;"
      case "." where isWorldWideWeb(scalars[..<index]): result += "&#46;"
      case "\\", "`", "*", "_", "[", "]", "|", "~": result += "\\\(scalar)"
      case "(" where index > 0 && scalars[index - 1] == "]": result += "\\("
      case _ where index == 0 && "#+-=".unicodeScalars.contains(scalar):
        result += "\\\(scalar)"
      case _
      where ".)".unicodeScalars.contains(scalar) && next == " " && isNumber(scalars[..<index]):
        result += "\\\(scalar)"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isWorldWideWeb(_ before: ArraySlice<Unicode.Scalar>) -> Bool {
    before.count >= 3 && before.suffix(3).allSatisfy { $0 == "w" || $0 == "W" }
  }

  /// The start of an ordered list.
  private static func isNumber(_ before: ArraySlice<Unicode.Scalar>) -> Bool {
    !before.isEmpty && before.count < 10 && before.allSatisfy { $0 >= "0" && $0 <= "9" }
  }
}
