/// Whether every byte of an archive belongs to one member, and both headers of each say the same.
extension ZIPDirectory {
  mutating func checkLayout(_ end: End) throws {
    var expected: UInt64 = 0
    for entry in entries.sorted(by: { $0.offset < $1.offset }) {
      let name = entry.text
      checkFields(entry)
      if entry.offset != expected {
        note(
          entry.offset > expected
            ? "\(entry.offset - expected) bytes before it belong to no member"
            : "it overlaps the member before it", member: name)
      }
      let header = try read(entry.offset, 30 + entry.name.count + 20)
      guard LittleEndian.number(header, 0, UInt32.self) == ZIPFormat.localSignature else {
        note("its local header is missing", member: name)
        return
      }
      let extra = Int(LittleEndian.number(header, 28, UInt16.self))
      compare(entry, header, extra)
      let data = entry.offset &+ UInt64(30 + entry.name.count + extra)
      expected = data &+ entry.compressed
      if expected > end.start || expected < data || data < entry.offset {
        note("it reaches into the directory", member: name)
        return
      }
      if entry.flags & ZIPFormat.descriptorFlag != 0 {
        expected += try descriptorLength(entry, at: expected)
      }
    }
    if expected != end.start {
      note("\(end.start - min(expected, end.start)) bytes before the directory belong to no member")
    }
  }

  /// Bytes of the data descriptor after a member, with or without its signature; 0 where there is
  /// none that says what the directory says.
  private func descriptorLength(_ entry: ZIPEntry, at offset: UInt64) throws -> UInt64 {
    let bytes = try read(offset, 24)
    for start in [4, 0] {
      if start == 4, LittleEndian.number(bytes, 0, UInt32.self) != ZIPFormat.descriptorSignature {
        continue
      }
      guard LittleEndian.number(bytes, start, UInt32.self) == entry.crc else { continue }
      let narrow = [4, 8].map { UInt64(LittleEndian.number(bytes, start + $0, UInt32.self)) }
      if narrow == [entry.compressed, entry.size] { return UInt64(start + 12) }
      let wide = [4, 12].map { LittleEndian.number(bytes, start + $0, UInt64.self) }
      if wide == [entry.compressed, entry.size] { return UInt64(start + 20) }
    }
    return 0
  }

  private mutating func checkFields(_ entry: ZIPEntry) {
    var plain = ZIPEntry(name: entry.name)
    let isStored = entry.method == ZIPFormat.stored
    plain.method = isStored && entry.compressed == entry.size ? entry.method : ZIPFormat.deflated
    plain.version = entry.version == ZIPFormat.version64 ? entry.version : ZIPFormat.version
    plain.crc = entry.crc
    plain.compressed = entry.compressed
    plain.size = entry.size
    plain.offset = entry.offset
    if entry == plain { return }
    let name = entry.text
    if entry.flags & 1 != 0 { note("it is encrypted", member: name, isOfField: true) }
    if isStored, entry.compressed != entry.size {
      note("it is not compressed, yet its two sizes differ", member: name, isOfField: true)
    } else if entry.method != plain.method {
      note(
        "its compression method is \(entry.method), expected 0 or 8", member: name, isOfField: true)
    }
    if entry.attributes != plain.attributes {
      let isUnix = entry.madeBy >> 8 == 3
      switch isUnix ? entry.attributes >> 28 : 0o10 {
      case 0o12: note("it is a symbolic link", member: name, isOfField: true)
      case 0, 0o4, 0o10:
        note("its attributes are not those of a file", member: name, isHouse: true)
      default: note("it is neither a file nor a folder", member: name, isOfField: true)
      }
    }
    if !entry.comment.isEmpty { note("it has a comment", member: name, isHouse: true) }
    if !entry.extra.isEmpty { note("it has an extra field", member: name, isHouse: true) }
    note("a field of its directory entry is not what casefile writes", member: name, isHouse: true)
  }

  private mutating func compare(_ entry: ZIPEntry, _ header: [UInt8], _ extra: Int) {
    func half(_ place: Int) -> UInt16 { LittleEndian.number(header, place, UInt16.self) }
    func word(_ place: Int) -> UInt32 { LittleEndian.number(header, place, UInt32.self) }
    let isWide = word(18) == UInt32.max && word(22) == UInt32.max
    let start = 30 + entry.name.count
    let house: Bool
    var numbers = [UInt64(word(14)), UInt64(word(18)), UInt64(word(22))]
    if isWide {
      // In the place where casefile writes it; where others put it elsewhere, the descriptor counts.
      house = extra == 20 && LittleEndian.number(header, start, UInt32.self) == 0x0010_0001
      numbers[2] = LittleEndian.number(header, start + 4, UInt64.self)
      numbers[1] = LittleEndian.number(header, start + 12, UInt64.self)
    } else {
      house = extra == 0
    }
    let stated = [UInt64(entry.crc), entry.compressed, entry.size]
    // What the descriptor says later is 0, or as Info-ZIP writes it, a size that was known before.
    let isLater =
      entry.flags & ZIPFormat.descriptorFlag != 0
      && zip(numbers, stated).allSatisfy { $0 == 0 || $0 == $1 }
    let name = Array(header.dropFirst(30).prefix(entry.name.count))
    let agrees =
      half(6) == entry.flags && half(8) == entry.method && half(10) == entry.time
      && half(12) == entry.date && Int(half(26)) == entry.name.count && name == entry.name
      && (numbers == stated || isLater || (isWide && !house))
    if !agrees {
      note("its local header and its directory entry disagree", member: entry.text)
    } else if !house || isLater
      || !(half(4) == entry.version || entry.version == ZIPFormat.version64)
    {
      note("its local header is not as casefile writes it", member: entry.text, isHouse: true)
    }
  }
}
