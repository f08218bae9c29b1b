import CaseModel

/// What a record names: `Folders` with their items (R5, R6), read on the way.
extension RecordWalk {
  /// The value of `Folders`: a list or one object is read into the batch, unless the record is
  /// known to be of another operation; anything else is noted for later.
  mutating func folders(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, depth: Int,
    _ cursor: KeyForecast.Cursor, into batch: inout RecordBatch
  ) throws(JSONFault) -> Slice {
    let start = position
    let byte = bytes[position]
    if fields.isOther || (byte != UInt8(ascii: "[") && byte != UInt8(ascii: "{")) {
      return try JSONScan.value(bytes, &position, end, quote: quote, depth: depth)
    }
    let before = batch.items.count
    try folderList(bytes, &position, end, quote: quote, depth: depth, cursor, into: &batch)
    if batch.items.count > before {
      // Of a repeated key the last that says something stays.
      batch.items.removeSubrange(fields.firstItem..<before)
    }
    fields.hasItems = true
    return Slice(kind: .array, start: start, end: position)
  }

  /// At the `[` of a list of folders, or the `{` of one.
  mutating func folderList(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, depth: Int,
    _ cursor: KeyForecast.Cursor, into batch: inout RecordBatch
  ) throws(JSONFault) {
    if bytes[position] == UInt8(ascii: "{") {
      return try folder(bytes, &position, end, quote: quote, depth: depth, cursor, into: &batch)
    }
    try JSONScan.list(bytes, &position, end) { (position) throws(JSONFault) in
      if bytes[position] == UInt8(ascii: "{") {
        try folder(bytes, &position, end, quote: quote, depth: depth + 1, cursor, into: &batch)
      } else {
        let slice = try JSONScan.value(bytes, &position, end, quote: quote, depth: depth + 1)
        if !RecordFields.isEmpty(slice, bytes) { fields.hasOtherFolders = true }
      }
    }
  }

  private mutating func folder(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, depth: Int,
    _ cursor: KeyForecast.Cursor, into batch: inout RecordBatch
  ) throws(JSONFault) {
    var members = ItemMembers()
    let first = batch.items.count
    var cursor = cursor
    var isFolder = false
    while true {
      let key = try nextKey(bytes, &position, end, quote: quote, &cursor)
      if case .end = key { break }
      if case .known(.folderItems) = key {
        isFolder = true
        try items(
          bytes, &position, end, quote: quote, depth: depth + 1, forecast.inside(cursor),
          into: &batch)
        continue
      }
      if case .known(let key) = key {
        let slice = try JSONScan.value(bytes, &position, end, quote: quote, depth: depth + 1)
        if key == .value || !slice.isScalar { fields.hasOtherFolders = true }
        if ItemMembers.folderKeys.contains(key) { isFolder = true }
        members.note(slice, for: key)
      } else {
        try JSONScan.pass(bytes, &position, end, quote: quote, depth: depth + 1)
      }
    }
    if !isFolder { fields.hasOtherFolders = true }
    if members.hasLoneSurrogate { fields.hasLoneSurrogate = true }
    let text = FieldText(quote: quote)
    let id = text.intern(members.id, bytes, into: &batch.texts)
    let name = members.folderName(bytes, text, into: &batch)
    if batch.items.count > first {
      for index in first..<batch.items.count {
        batch.items[index].folderId = id
        batch.items[index].folderName = name
      }
    } else if id != 0 || name != 0 {
      var row = ItemRow()
      row.kind = .folder
      row.folderId = id
      row.folderName = name
      batch.items.append(row)
    }
  }

  /// The value of `FolderItems`; `null` is no item.
  private mutating func items(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, depth: Int,
    _ cursor: KeyForecast.Cursor, into batch: inout RecordBatch
  ) throws(JSONFault) {
    if bytes[position] != UInt8(ascii: "[") {
      return try item(bytes, &position, end, quote: quote, depth: depth, cursor, into: &batch)
    }
    try JSONScan.list(bytes, &position, end) { (position) throws(JSONFault) in
      try item(bytes, &position, end, quote: quote, depth: depth + 1, cursor, into: &batch)
    }
  }

  private mutating func item(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, depth: Int,
    _ cursor: KeyForecast.Cursor, into batch: inout RecordBatch
  ) throws(JSONFault) {
    if bytes[position] != UInt8(ascii: "{") {
      let slice = try JSONScan.value(bytes, &position, end, quote: quote, depth: depth)
      if !RecordFields.isEmpty(slice, bytes) { fields.hasOtherFolders = true }
      return
    }
    var id = Slice.absent
    var internetMessageId = Slice.absent
    var size = Slice.absent
    var cursor = cursor
    var hasOthers = false
    loop: while true {
      switch try nextKey(bytes, &position, end, quote: quote, &cursor) {
      case .end: break loop
      case .unknown: try JSONScan.pass(bytes, &position, end, quote: quote, depth: depth + 1)
      case .known(let key):
        let slice = try JSONScan.value(bytes, &position, end, quote: quote, depth: depth + 1)
        if !slice.isScalar { fields.hasOtherFolders = true }
        switch key {
        case .value: fields.hasOtherFolders = true
        case .id: id = slice
        case .internetMessageId: internetMessageId = slice
        case .sizeInBytes: size = slice
        default:
          if !hasOthers { otherMembers = ItemMembers() }
          hasOthers = true
          otherMembers.note(slice, for: key)
        }
      }
    }
    let text = FieldText(quote: quote)
    if internetMessageId.isString, text.isLost(internetMessageId, bytes) {
      // It has an id, and which one is lost: its own id does not stand in for that.
      internetMessageId = .absent
      fields.isLossy = true
    }
    if id.hasLoneSurrogate || internetMessageId.hasLoneSurrogate { fields.hasLoneSurrogate = true }
    if !hasOthers {
      batch.items.append(
        ItemMembers.row(
          id: id, internetMessageId: internetMessageId, size: size, bytes, text, into: &batch))
      return
    }
    otherMembers.note(id, for: .id)
    otherMembers.note(internetMessageId, for: .internetMessageId)
    otherMembers.note(size, for: .sizeInBytes)
    if otherMembers.hasLoneSurrogate { fields.hasLoneSurrogate = true }
    batch.items.append(otherMembers.row(bytes, text, into: &batch))
  }
}
