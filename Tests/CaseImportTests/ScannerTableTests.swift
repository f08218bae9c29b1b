import TestSupport
import Testing

@testable import CaseImport

/// What the scanner accepts and refuses, by case: RFC 8259 where it decides; where it leaves the
/// choice, the choice is written here.
struct ScannerTableTests {
  /// By the grammar of RFC 8259.
  static let accepted: [String] = [
    // Structure
    "[]", "{}", "[ ]", "{ }", "[[]   ]", "[null]", "[1]\n", " [1]", "[1]\t\r\n ", "[false]",
    "[null, 1, \"1\", {}]", "[1,null,null,null,2]", "[[[[[[[[[[]]]]]]]]]]",
    "{\"a\":\"b\"}", "{\"a\":[]}", "{\"\":0}", "{\"a\":1,\"b\":2}", "{\"a\":{\"a\":{\"a\":null}}}",
    "{\"a\" : \"b\"}", "{\n\"a\": \"b\"\n}", "{\"a\\u0000b\":1}",
    "{\"min\":-1.0e+28,\"max\":1.0e+28}",
    // One value of any kind
    "42", "-0.1", "null", "true", "false", "\"\"", "\"asd\"", "\" \"",
    // Numbers
    "[123e65]", "[0e+1]", "[0e1]", "[ 4]", "[-0]", "[-123]", "[-1]", "[1E22]", "[1E-2]", "[1E+2]",
    "[123e45]", "[123.456e78]", "[1e-2]", "[1e+2]", "[123]", "[123.456789]", "[20e1]", "[1.0]",
    "[0]", "[0.0]", "[-0.0]", "[10]", "[9007199254740993]",
    // Texts
    "[\"\\u0060\\u012a\\u12AB\"]", "[\"\\uD801\\udc37\"]", "[\"\\ud83d\\ude39\\ud83d\\udc8d\"]",
    "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\\\u0000\"]", "[\"\\\"\"]", "[\"a/*b*/c/*d//e\"]",
    "[\"\\\\a\"]", "[\"\\\\n\"]", "[\"\\u0012\"]", "[\"\\uFFFF\"]", "[ \"asd\"]",
    "[\"\u{10FFFF}\"]",
    "[\"new\\u00A0line\"]", "[\"\u{2028}\u{2029}\"]", "[\"\\u0000\"]", "[\"\\u0022\"]",
    "[\"\u{7F}\"]",
    "[\"\u{3C0}\u{3B1}\u{FEFF}\"]", "[\"\\u200B\\u2064\\uFEFF\\uFDD0\\uFFFE\"]",
    "[\"\u{A0}\u{85}\"]",
  ]

  static let refused: [String] = [
    // Structure
    "", " ", "[", "]", "{", "}", "[1", "[1,", "[,", "[,1]", "[1,,2]", "[1,]", "[\"x\",,]", "[\"x\"",
    "[\"x\"]]", "[1 true]", "[a", "[][]", "[1}", "{]", "[}", "{[", "[\"a\"", "[*]", "[3[4]]", "[-]",
    "{\"x\", null}", "{\"x\"::\"b\"}", "{\"a\" b}", "{:\"b\"}", "{\"a\" \"b\"}", "{\"a\":",
    "{\"a\"",
    "{1:1}", "{9999E9999:1}", "{null:null,null:null}", "{\"id\":0,,,,,}", "{'a':0}", "{\"id\":0,}",
    "{\"a\":\"b\"}/**/", "{\"a\":\"b\"}#", "{\"a\":\"b\",,\"c\":\"d\"}", "{a: \"b\"}", "{\"a\":\"a",
    "{ \"foo\" : \"bar\", \"a\" }", "{\"a\":\"b\"}#{}", "[\"a\",\n4\n,1,", "[1\u{0C}]",
    "[\u{0B}\"a\"]",
    "[\u{A0}1]", "[\u{2060}]", "[\u{FEFF}]", "[<null>]", "[\"\"],", "2@", "{}}", "<.>", "*",
    "{\"\":", "[\\n]", "[1]x", "1]", "['a']", "[\"a\":1]", "{\"a\",1}", "{\"a\":1 \"b\":2}",
    // Words
    "[fals]", "[nul]", "[tru]", "[True]", "[NULL]", "[truee]", "[nan]", "[NaN]", "[Infinity]",
    "[-Infinity]", "[undefined]", "[trueX]",
    // Numbers
    "[-01]", "[-2.]", "[.-1]", "[.2e-3]", "[0.1.2]", "[0.3e+]", "[0.3e]", "[0.e1]", "[0E+]", "[0E]",
    "[0e+]", "[0e]", "[1.0e+]", "[1.0e-]", "[1.0e]", "[1 000.0]", "[1eE2]", "[2.e+3]", "[2.e-3]",
    "[2.e3]", "[9.e+]", "[1+2]", "[0x1]", "[0x42]", "[+1]", "[+Inf]", "[++1234]", "[-1x]", "[1.]",
    "[1e1m]", "[012]", "[-012]", "[.123]", "[1.2a-3]", "[1.8011670033376514H-308]", "[--2.]",
    "[- 1]", "[\u{FF11}]", "-",
    // Texts
    "[\"\\u\"]", "[\"\\u1\"]", "[\"\\u1x\"]", "[\"\\ud800\\u\"]", "[\"\\ud800\\u1\"]",
    "[\"\\u00A\"]",
    "[\"\\x00\"]", "[\"\\a\"]", "[\"\\\u{9}\"]", "[\"\\\u{1F300}\"]", "[\"\\\"]", "[\"\\\\\\\"]",
    "[\"\\U0041\"]", "[\"\\0\"]", "[\"a\u{0}a\"]", "[\"new\nline\"]", "[\"\t\"]", "[\"\u{1F}\"]",
    "\"", "[\"\\uqqqq\"]", "[\"\\\"", "[\u{E9}]", "[\\u0020\"asd\"]", "abc\"", "[\"\\u-123\"]",
  ]

  /// Where the RFC leaves the choice: what casefile does, and why.
  static let chosen: [(text: String, isAccepted: Bool, why: String)] = [
    ("[\"\\uDADA\"]", true, "half a pair is kept and flagged"),
    ("[\"\\uD888\\u1234\"]", true, "half a pair is kept and flagged"),
    ("[\"\\uDd1e\\uD834\"]", true, "a pair in the wrong order is two halves"),
    ("[\"\\ud800abc\"]", true, "half a pair is kept and flagged"),
    ("{\"a\":1,\"a\":2}", true, "a repeated key is read, and flagged where its values differ"),
    ("[1e9999]", true, "a number is text until somebody asks for its value"),
    ("[-1e+9999]", true, "a number is text until somebody asks for its value"),
    ("[100000000000000000000]", true, "a number is text until somebody asks for its value"),
    ("[0.4e00669999999999999999999999999999999999999999999999999]", true, "the same"),
    ("\u{FEFF}{}", false, "a mark stands at the start of a file only, where the walk passes it"),
    (String(repeating: "[", count: 512) + String(repeating: "]", count: 512), true, "512 levels"),
    (String(repeating: "[", count: 513) + String(repeating: "]", count: 513), false, "513 levels"),
    (String(repeating: "[{\"a\":", count: 100_000), false, "no stack is that deep"),
  ]

  private func scan(_ bytes: [UInt8], quote: Int) -> Bool {
    let bytes = quote == 2 ? bytes.flatMap { $0 == 0x22 ? [$0, $0] : [$0] } : bytes
    var position = 0
    let span = bytes.span.bytes
    guard
      (try? JSONScan.value(span, &position, bytes.count, quote: quote, depth: 0)) != nil
    else { return false }
    JSONScan.skipBlanks(span, &position, bytes.count)
    return position == bytes.count
  }

  @Test(arguments: [1, 2])
  func theGrammarDecides(_ quote: Int) {
    for text in ScannerTableTests.accepted {
      #expect(scan(Array(text.utf8), quote: quote), "\(text)")
      #expect((try? PlainJSON.read(Array(text.utf8))) != nil, "\(text)")
    }
    for text in ScannerTableTests.refused {
      #expect(!scan(Array(text.utf8), quote: quote), "\(text)")
      #expect((try? PlainJSON.read(Array(text.utf8))) == nil, "\(text)")
    }
  }

  @Test(arguments: [1, 2])
  func whatIsLeftOpenIsDecidedHere(_ quote: Int) {
    for (text, isAccepted, why) in ScannerTableTests.chosen {
      #expect(scan(Array(text.utf8), quote: quote) == isAccepted, "\(why): \(text.prefix(60))")
    }
  }

  /// Bytes that are no UTF-8 are no fault of the JSON: the row is kept and flagged.
  @Test(arguments: [
    [0xFF], [0x80], [0xC0, 0xAF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
    [0xFE, 0xFE],
  ])
  func invalidUTF8InATextIsAccepted(_ bytes: [UInt8]) {
    #expect(scan([0x5B, 0x22] + bytes + [0x22, 0x5D], quote: 1))
    #expect(!scan([0x5B] + bytes + [0x5D], quote: 1))
  }

  // MARK: - The same values

  @Test(arguments: [1, 2])
  func randomDocumentsGiveTheValuesOfAPlainParser(_ quote: Int) throws {
    var random = FixtureRandom(seed: 99)
    var read = 0
    var refused = 0
    for _ in 0..<6_000 {
      var bytes = document(&random, depth: 0)
      for _ in 0..<random.below(3) where !bytes.isEmpty {
        bytes[random.below(bytes.count)] = random.pick(Array("{}[]\",:\\u0dDeE+-.tfn \n\u{1}".utf8))
      }
      let plain = try? PlainJSON.read(bytes)
      let scanned = values(bytes, quote: quote)
      #expect(plain == scanned, "\(String(decoding: bytes, as: UTF8.self))")
      if plain == nil { refused += 1 } else { read += 1 }
    }
    #expect(read > 1_500 && refused > 1_500)
  }

  private func document(_ random: inout FixtureRandom, depth: Int) -> [UInt8] {
    func blank(_ random: inout FixtureRandom) -> [UInt8] { random.pick([[], [], [0x20], [0x0A]]) }
    var result: [UInt8] = blank(&random)
    switch random.below(depth > 4 ? 4 : 6) {
    case 0: result += random.pick(["0", "-1.5e3", "12", "1E-7", "0.25"]).utf8
    case 1: result += random.pick(["true", "false", "null"]).utf8
    case 2, 3: result += text(&random)
    case 4:
      result.append(UInt8(ascii: "["))
      for index in 0..<random.below(4) {
        if index > 0 { result.append(UInt8(ascii: ",")) }
        result += document(&random, depth: depth + 1)
      }
      result.append(UInt8(ascii: "]"))
    default:
      result.append(UInt8(ascii: "{"))
      for index in 0..<random.below(4) {
        if index > 0 { result.append(UInt8(ascii: ",")) }
        result += blank(&random) + text(&random) + blank(&random) + [UInt8(ascii: ":")]
        result += document(&random, depth: depth + 1)
      }
      result.append(UInt8(ascii: "}"))
    }
    return result + blank(&random)
  }

  private func text(_ random: inout FixtureRandom) -> [UInt8] {
    var text: [UInt8] = [0x22]
    for _ in 0..<random.below(12) {
      text +=
        random.pick([
          "a", "\u{E9}", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\ud83d\\ude00", "\\ud800",
          "\\udc00",
          "\u{1F600}", "xyzxyzxyz",
        ]).utf8
    }
    return text + [0x22]
  }

  // MARK: - A tree from the scanner's steps

  private func values(_ bytes: [UInt8], quote: Int) -> PlainJSON? {
    let text = quote == 2 ? bytes.flatMap { $0 == 0x22 ? [$0, $0] : [$0] } : bytes
    var position = 0
    do throws(JSONFault) {
      let value = try tree(text.span.bytes, &position, text.count, quote)
      JSONScan.skipBlanks(text.span.bytes, &position, text.count)
      return position == text.count ? value : nil
    } catch {
      return nil
    }
  }

  private func tree(_ bytes: RawSpan, _ position: inout Int, _ end: Int, _ quote: Int)
    throws(JSONFault) -> PlainJSON
  {
    let first = try JSONScan.next(bytes, &position, end)
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      let isObject = first == UInt8(ascii: "{")
      let close = UInt8(ascii: isObject ? "}" : "]")
      var members: [PlainJSON.Member] = []
      position += 1
      if try JSONScan.next(bytes, &position, end) == close {
        position += 1
        return isObject ? .object([]) : .array([])
      }
      repeat {
        var key: [UInt8] = []
        if isObject {
          if try JSONScan.next(bytes, &position, end) != UInt8(ascii: "\"") {
            throw .invalid(at: position)
          }
          let name = try JSONScan.string(bytes, &position, end, quote: quote)
          JSONText.decode(name, bytes, quote: quote, into: &key)
          try JSONScan.passColon(bytes, &position, end)
        }
        _ = try JSONScan.next(bytes, &position, end)
        let start = position
        let value = try tree(bytes, &position, end, quote)
        var text: [UInt8] = []
        if isObject {
          var index = start
          while index < position {
            text.append(bytes[index])
            index += bytes[index] == 0x22 ? quote : 1
          }
        }
        members.append(PlainJSON.Member(key: key, value: value, text: text))
      } while try JSONScan.another(bytes, &position, end, close: close)
      return isObject ? .object(members) : .array(members.map(\.value))
    }
    let slice = try JSONScan.value(bytes, &position, end, quote: quote, depth: 0)
    var text: [UInt8] = []
    JSONText.decode(slice, bytes, quote: quote, into: &text)
    switch (slice.kind, first) {
    case (.string, _): return .string(text)
    case (.word, UInt8(ascii: "t")): return .yes
    case (.word, UInt8(ascii: "f")): return .no
    case (.word, _): return .null
    default: return .number(String(decoding: text, as: UTF8.self))
    }
  }
}
