/// What a message is called, however it is written (R5): one reading for records, salvaged rows, lists
/// of ids and inventories.
enum MessageId {
  /// Without outer blanks and `< >`, case kept.
  ///
  /// - Returns: empty for a placeholder.
  static func cleaned(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var id = FieldText.withoutBlanks(text)
    if id.first == UInt8(ascii: "<") { id = id.dropFirst() }
    if id.last == UInt8(ascii: ">") { id = id.dropLast() }
    id = FieldText.withoutBlanks(id)
    return FieldText.isPlaceholder(FieldText.trimmed(id)) ? [] : id
  }
}
