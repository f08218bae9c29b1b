/// Which key comes next. Exports write the keys of their records in the same order again and again,
/// so the bytes from a comma to the value are compared with what followed the last time, 8 at a
/// time; only what is new is read as JSON.
struct KeyForecast: Sendable {
  /// Where a key stands: in which object, and behind which key.
  struct Cursor {
    /// The key whose value the object is; 0 for the record itself.
    fileprivate var container: Int
    /// Into `followers`.
    fileprivate var place: Int

    /// At the `{` of a record.
    static let record = Cursor(container: 0, place: 1)
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
    /// Of the last word, the bits that are the key's.
    var lastMask: UInt64
    var container: Int32
    var length: UInt8
    /// Words of its text.
    var count: UInt8
    /// The raw value of the `AuditKey` plus 1; 0 for any other.
    var key: UInt8
  }

  /// Longest text, in words of 8 bytes.
  private static let width = 8

  /// The keys that were seen last at a place.
  private struct Followers {
    var likely: UInt16 = 0
    var other: UInt16 = 0
  }

  private static let most = 400
  /// From 1.
  private var known = [Known(lastMask: 0, container: -1, length: 0, count: 0, key: 0)]
  /// By key, `width` words: its text, zeros behind.
  private var words = [UInt64](repeating: 0, count: width)
  /// By key, doubled: behind its value; and one further, inside it.
  private var followers = [Followers(), Followers()]

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
    return container == 0 ? .text : Cursor(container: container, place: container * 2 + 1)
  }

  @inline(__always)
  private func matches(_ number: Int, _ bytes: RawSpan, _ position: Int, _ end: Int) -> Bool {
    let count = Int(known[number].count)
    let value = position &+ Int(known[number].length)
    // Behind the key stands its value, at once.
    guard count > 0, position &+ count &* 8 <= bytes.byteCount, value < end, bytes[value] > 0x20
    else { return false }
    let text = number &* KeyForecast.width
    var index = 0
    while index < count &- 1 {
      let word = bytes.unsafeLoadUnaligned(fromByteOffset: position &+ index &* 8, as: UInt64.self)
      if word != words[text &+ index] { return false }
      index &+= 1
    }
    let last = bytes.unsafeLoadUnaligned(fromByteOffset: position &+ index &* 8, as: UInt64.self)
    return (last ^ words[text &+ index]) & known[number].lastMask == 0
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
    if end - start > KeyForecast.width * 8 || cursor.container < 0 { return }
    var text = [UInt64](repeating: 0, count: KeyForecast.width)
    for index in start..<end {
      text[(index - start) / 8] |= UInt64(bytes[index]) << UInt64((index - start) % 8 * 8)
    }
    let rest = (end - start) % 8
    var entry = Known(
      lastMask: rest > 0 ? 1 << UInt64(rest * 8) - 1 : .max, container: Int32(cursor.container),
      length: UInt8(end - start), count: UInt8((end - start + 7) / 8), key: 0)
    if case .known(let key) = key { entry.key = key.rawValue + 1 }
    guard let number = number(of: entry, text) else { return }
    cursor.place = number * 2
    if place > 0, Int(followers[place].likely) != number {
      followers[place].other = followers[place].likely
      followers[place].likely = UInt16(number)
    }
  }

  private mutating func number(of entry: Known, _ text: [UInt64]) -> Int? {
    for number in known.indices
    where known[number].container == entry.container && known[number].length == entry.length {
      let start = number * KeyForecast.width
      if words[start..<(start + KeyForecast.width)].elementsEqual(text) { return number }
    }
    if known.count > KeyForecast.most { return nil }
    known.append(entry)
    words.append(contentsOf: text)
    followers.append(Followers())
    followers.append(Followers())
    return known.count - 1
  }
}
