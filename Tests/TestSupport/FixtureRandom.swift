/// A small generator of numbers that are the same everywhere (SplitMix64).
package struct FixtureRandom: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  package mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }

  package mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

  /// A random GUID (version 4).
  package mutating func guid() -> String {
    let digits = Array(hex(next()) + hex(next()))
    let text = digits.enumerated().map { index, digit in
      index == 12 ? "4" : index == 16 ? "a" : String(digit)
    }
    let cuts = [0, 8, 12, 16, 20, 32]
    return zip(cuts, cuts.dropFirst()).map { text[$0..<$1].joined() }.joined(separator: "-")
  }

  /// Base 64 characters.
  package mutating func base64(_ count: Int) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    return String((0..<count).map { _ in alphabet[below(64)] })
  }

  private func hex(_ value: UInt64) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
