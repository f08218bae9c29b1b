import TestSupport
import TextFormats
import Testing

/// RFC 4648, sections 4 and 5.
struct Base64Tests {
  @Test(arguments: [
    ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"),
    ("Zm9vYmE=", "fooba"), ("Zm9vYmFy", "foobar"), ("Zm9vYg", "foob"), ("Zm9vYmE", "fooba"),
  ])
  func theExamplesOfSection10(_ text: String, _ bytes: String) {
    #expect(Base64Reader.read(text.utf8) == Array(bytes.utf8))
  }

  @Test func bothAlphabetsAreRead() {
    #expect(Base64Reader.read("+/+/".utf8) == [0xFB, 0xFF, 0xBF])
    #expect(Base64Reader.read("-_-_".utf8) == [0xFB, 0xFF, 0xBF])
    for text in ["Zm9v YmFy", "Zm9v\n", "Zm9*", "é", "\u{0}"] {
      #expect(Base64Reader.read(text.utf8) == nil, "\(text)")
    }
  }
}
