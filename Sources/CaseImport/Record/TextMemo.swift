import CaseModel

/// What is known of the texts of a batch: their lower case, and which say nothing. Texts repeat
/// from record to record, so each is looked at once.
package struct TextMemo: Sendable {
  /// Lists that were made: three texts and their first tag, and the number of the list.
  private struct Known: Sendable {
    var first: UInt32 = 0
    var second: UInt32 = 0
    var third: UInt32 = 0
    var tag: UInt8 = 0
    var number: UInt32 = 0
  }

  private var lowercase: [UInt32] = []
  private var named: [UInt32] = []
  private var settings: [ChangedSettings.Kind?] = []
  private var acts: [ActDetails.Kind?] = []
  private var lists: [Known] = []
  /// Filled and emptied again for each list.
  private var list: [UInt8] = []

  package init() {}

  /// For the texts of another batch.
  package mutating func removeAll() {
    lowercase.removeAll(keepingCapacity: true)
    named.removeAll(keepingCapacity: true)
    settings.removeAll(keepingCapacity: true)
    acts.removeAll(keepingCapacity: true)
    for index in lists.indices { lists[index] = Known() }
  }

  /// The number of the text in lower case (ASCII); 0 for a placeholder: GUIDs, sessions.
  mutating func lowercase(_ number: UInt32, _ texts: inout ByteInterner) -> UInt32 {
    if number == 0 { return 0 }
    if let known = TextMemo.known(&lowercase, number, texts.count) { return known }
    let text = texts.bytes(number)
    let isLower = text.allSatisfy { $0 < 0x41 || $0 > 0x5A }
    let result =
      FieldText.isPlaceholder(text)
      ? 0
      : isLower ? number : texts.intern(text.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 })
    lowercase[Int(number)] = result
    return result
  }

  /// The number itself; 0 for a placeholder.
  mutating func named(_ number: UInt32, _ texts: ByteInterner) -> UInt32 {
    if number == 0 { return 0 }
    if let known = TextMemo.known(&named, number, texts.count) { return known }
    let result = FieldText.isPlaceholder(texts.bytes(number)) ? 0 : number
    named[Int(number)] = result
    return result
  }

  /// What an operation may change.
  mutating func settings(_ operation: UInt32, _ texts: ByteInterner) -> ChangedSettings.Kind {
    let index = Int(operation)
    if index < settings.count, let known = settings[index] { return known }
    TextMemo.grow(&settings, to: index, texts.count)
    let kind = ChangedSettings.kind(texts[operation])
    settings[index] = kind
    return kind
  }

  /// What is told of an act.
  mutating func act(_ operation: UInt32, _ texts: ByteInterner) -> ActDetails.Kind {
    let index = Int(operation)
    if index < acts.count, let known = acts[index] { return known }
    TextMemo.grow(&acts, to: index, texts.count)
    let kind = ActDetails.kind(texts[operation])
    acts[index] = kind
    return kind
  }

  private static func grow<Kind>(_ memo: inout [Kind?], to index: Int, _ count: Int) {
    if index < memo.count { return }
    memo.append(contentsOf: repeatElement(nil, count: max(256, count + 64 - memo.count)))
  }

  private static func known(_ memo: inout [UInt32], _ number: UInt32, _ count: Int) -> UInt32? {
    if Int(number) >= memo.count {
      memo.append(contentsOf: repeatElement(.max, count: max(256, count + 64 - memo.count)))
    }
    let value = memo[Int(number)]
    return value == .max ? nil : value
  }

  /// A list of up to three texts with their tags; texts that are 0 are left out.
  mutating func list(
    _ first: (tag: UInt8, text: UInt32), _ second: (tag: UInt8, text: UInt32),
    _ third: (tag: UInt8, text: UInt32), _ texts: inout ByteInterner
  ) -> UInt32 {
    if first.text | second.text | third.text == 0 { return 0 }
    if lists.isEmpty { lists = [Known](repeating: Known(), count: 1 << 10) }
    let mixed =
      (UInt64(first.text) << 32 | UInt64(second.text) << 16 ^ UInt64(third.text) ^ UInt64(first.tag))
      &* 0x9E37_79B9_7F4A_7C15
    let slot = Int(truncatingIfNeeded: mixed >> 54)
    let known = lists[slot]
    if known.first == first.text, known.second == second.text, known.third == third.text,
      known.tag == first.tag
    {
      return known.number
    }
    list.removeAll(keepingCapacity: true)
    if first.text != 0 { texts.append(first.text, tag: first.tag, to: &list) }
    if second.text != 0 { texts.append(second.text, tag: second.tag, to: &list) }
    if third.text != 0 { texts.append(third.text, tag: third.tag, to: &list) }
    let number = texts.intern(list)
    lists[slot] = Known(
      first: first.text, second: second.text, third: third.text, tag: first.tag, number: number)
    return number
  }
}
