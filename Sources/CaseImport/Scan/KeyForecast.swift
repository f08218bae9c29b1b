/// Which key comes next. Exports write the keys of their records in the same order again and again,
/// so the bytes from a comma to the value are compared with what followed the last time, 32 at a
/// time; only what is new is read as JSON.
struct KeyForecast: Sendable {
  /// Where a key stands: in which object, and behind which key.
  struct Cursor {
    /// The key whose value the object is; 0 and 1 for the record itself.
    fileprivate var container: Int
    /// Into `followers`.
    fileprivate var place: Int

    /// At the `{` of a record. What is known of one width of quotes says nothing of the other.
    static func record(quote: Int) -> Cursor {
      quote == 1 ? Cursor(container: 0, place: 1) : Cursor(container: 1, place: 3)
    }
    /// At an object in a text of its own: what comes is not foreseen.
    static let text = Cursor(container: -1, place: 0)

    /// No key of the object was passed.
    fileprivate(set) var isFirst = true

    fileprivate init(container: Int, place: Int) {
      self.container = container
      self.place = place
    }
  }

  /// A key as it stands in the bytes: from the comma or brace before it to its value.
  private struct Known {
    /// Its text, zeros behind, and the bits of it that count.
    var text: SIMD4<UInt64>
    var mask: SIMD4<UInt64>
    var container: Int32
    /// Of the text; 0 for none.
    var length: UInt8
    /// The raw value of the `AuditKey` plus 1; 0 for any other.
    var key: UInt8
  }

  /// Longest text; longer ones are read each time.
  private static let longest = 32

  /// The keys that were seen last at a place.
  private struct Followers {
    var likely: UInt16 = 0
    var other: UInt16 = 0
  }

  /// Keys that are kept; a hostile export may have any number.
  static let most = 400
  /// From 2; the first two stand for records, by the width of their quotes.
  private var known = [Known](
    repeating: Known(text: .zero, mask: .zero, container: -1, length: 0, key: 0), count: 2)
  /// By key, doubled: behind its value; and one further, inside it.
  private var followers = [Followers](repeating: Followers(), count: 4)

  var count: Int { known.count }

  /// The key that stands at `position`, and its value behind it, if it is one of those expected.
  ///
  /// - Returns: `nil` where it must be read; then nothing moved.
  @inline(__always)
  mutating func find(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, _ cursor: inout Cursor
  ) -> RecordWalk.Key? {
    let expected = followers[cursor.place]
    var number = Int(expected.likely)
    if !matches(number, bytes, position, end) {
      number = Int(expected.other)
      if !matches(number, bytes, position, end) { return nil }
    }
    position &+= Int(known[number].length)
    cursor.place = number &* 2
    cursor.isFirst = false
    guard let key = AuditKey(rawValue: known[number].key &- 1) else { return .unknown }
    return .known(key)
  }

  /// The cursor inside the object that is the value of the key found last.
  @inline(__always)
  func inside(_ cursor: Cursor) -> Cursor {
    let container = cursor.place / 2
    return container < 2 ? .text : Cursor(container: container, place: container * 2 + 1)
  }

  @inline(__always)
  private func matches(_ number: Int, _ bytes: RawSpan, _ position: Int, _ end: Int) -> Bool {
    let length = Int(known[number].length)
    let value = position &+ length
    // Behind the key stands its value, at once.
    guard length > 0, position &+ 32 <= bytes.byteCount, value < end, bytes[value] > 0x20
    else { return false }
    let text = bytes.unsafeLoadUnaligned(fromByteOffset: position, as: SIMD4<UInt64>.self)
    let different = (text ^ known[number].text) & known[number].mask
    let words = different.lowHalf | different.highHalf
    return words[0] | words[1] == 0
  }

  /// Remembers a key that was read.
  ///
  /// - Parameter start: of the comma or brace before it; its value begins at `end`.
  @inline(never)
  mutating func learn(
    _ bytes: RawSpan, _ start: Int, _ end: Int, _ key: RecordWalk.Key, _ cursor: inout Cursor
  ) {
    let place = cursor.place
    cursor.isFirst = false
    // Unknown to what follows, until it is known.
    cursor.place = 0
    if end - start > KeyForecast.longest || cursor.container < 0 { return }
    var entry = Known(
      text: .zero, mask: .zero, container: Int32(cursor.container), length: UInt8(end - start),
      key: 0)
    for index in start..<end {
      let (word, shift) = ((index - start) / 8, UInt64((index - start) % 8 * 8))
      entry.text[word] |= UInt64(bytes[index]) << shift
      entry.mask[word] |= 0xFF << shift
    }
    if case .known(let key) = key { entry.key = key.rawValue + 1 }
    guard let number = number(of: entry) else { return }
    cursor.place = number * 2
    if place > 0, Int(followers[place].likely) != number {
      followers[place].other = followers[place].likely
      followers[place].likely = UInt16(number)
    }
  }

  private mutating func number(of entry: Known) -> Int? {
    for number in known.indices
    where known[number].container == entry.container && known[number].length == entry.length
      && known[number].text == entry.text
    { return number }
    if known.count > KeyForecast.most { return nil }
    known.append(entry)
    followers.append(Followers())
    followers.append(Followers())
    return known.count - 1
  }
}
