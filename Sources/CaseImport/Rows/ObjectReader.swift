import CaseModel

/// Makes a record of one JSON object: the record itself, or a wrapper that carries it as JSON or as
/// JSON text.
struct ObjectReader: Sendable {
  var walk = RecordWalk()
  private var outer = RecordWalk()
  /// Where the objects are the rows themselves, which tell their format.
  private let areRows: Bool
  private var last = JSONRowKinds.Last()

  init(areRows: Bool = false) { self.areRows = areRows }

  /// The object that `walk` passed in `bytes`, which hold the row.
  mutating func take(
    _ bytes: RawSpan, _ input: WalkInput, end: Int, _ output: inout WalkOutput
  ) {
    take(bytes, salvage: bytes, input.position..<end, input, end: end, &output)
  }

  /// An object that was made from the fields of a row; what it holds is salvaged from it.
  mutating func read(
    _ json: [UInt8], _ input: WalkInput, end: Int, _ output: inout WalkOutput
  ) {
    let span = json.span.bytes
    var position = 0
    do throws(JSONFault) {
      try walk.record(span, &position, json.count, quote: 1, depth: 0, into: &output.batch)
    } catch {
      output.reject(
        span, 0..<json.count, input, end: end, fault: error,
        operation: Salvage.texts("\"Operation", in: span, 0..<json.count).first)
      return
    }
    take(span, salvage: span, 0..<json.count, input, end: end, &output)
  }

  /// JSON text inside a JSON text.
  mutating func unwrap(
    _ text: Slice, _ bytes: RawSpan, _ input: WalkInput, end: Int, _ output: inout WalkOutput
  ) {
    output.format = JSONRowKinds.all.others
    unwrap(text, RecordWrapper(), bytes, bytes, input.position..<end, input, end: end, &output)
  }

  private mutating func take(
    _ bytes: RawSpan, salvage: RawSpan, _ range: Range<Int>, _ input: WalkInput, end: Int,
    _ output: inout WalkOutput
  ) {
    noteResult(bytes, &output)
    if JSONWrapper.isPossible(walk.fields),
      let (data, path) = JSONWrapper.record(in: walk, bytes)
    {
      if areRows { output.format = JSONRowKinds.all.bit(walk.fields, path: path, &last) }
      swap(&walk, &outer)
      unwrap(
        data, JSONWrapper.fields(outer.fields, bytes), bytes, salvage, range, input, end: end,
        &output)
    } else {
      if areRows { output.format = JSONRowKinds.all.bit(walk.fields, path: nil, &last) }
      output.add(
        &walk, bytes, quote: 1, wrapper: JSONWrapper.ownFields(walk.fields, bytes),
        wrapperBytes: bytes, salvage: salvage, range, input, end: end)
    }
  }

  private mutating func unwrap(
    _ data: Slice, _ wrapper: RecordWrapper, _ bytes: RawSpan, _ salvage: RawSpan,
    _ range: Range<Int>, _ input: WalkInput, end: Int, _ output: inout WalkOutput
  ) {
    if data.kind == .string {
      var text: [UInt8] = []
      JSONText.decode(data, bytes, quote: 1, into: &text)
      inside(
        text.span.bytes, 0..<text.count, wrapper, bytes, salvage, range, input, end: end, &output)
    } else {
      inside(
        bytes, data.start..<data.end, wrapper, bytes, salvage, range, input, end: end, &output)
    }
  }

  /// The record in a part of `inner`, which is the block or a decoded text.
  private mutating func inside(
    _ inner: RawSpan, _ part: Range<Int>, _ wrapper: RecordWrapper, _ bytes: RawSpan,
    _ salvage: RawSpan, _ range: Range<Int>, _ input: WalkInput, end: Int,
    _ output: inout WalkOutput
  ) {
    var position = part.lowerBound
    // What the wrapper itself names is not the record's.
    output.dropUnclaimedItems()
    do throws(JSONFault) {
      if try JSONScan.next(inner, &position, part.upperBound) != UInt8(ascii: "{") {
        throw .invalid(at: position)
      }
      try walk.record(inner, &position, part.upperBound, quote: 1, depth: 1, into: &output.batch)
    } catch {
      let operation = FieldText(quote: 1).bytes(wrapper.operation, bytes)
      if case .truncated = error { output.noteCut(inner, part, quote: 1) }
      output.reject(
        salvage, range, input, end: end,
        fault: error.moved(from: part.lowerBound, to: input.position),
        operation: operation.isEmpty ? nil : EvidenceText(bytes: operation))
      return
    }
    output.add(
      &walk, inner, quote: 1, wrapper: wrapper, wrapperBytes: bytes, salvage: salvage, range,
      input, end: end)
  }

  private func noteResult(_ bytes: RawSpan, _ output: inout WalkOutput) {
    if walk.fields[.resultIndex].isAbsent { return }
    let text = FieldText(quote: 1)
    guard let index = text.integer(walk.fields[.resultIndex], bytes),
      let count = text.integer(walk.fields[.resultCount], bytes)
    else { return }
    output.noteResult(index: index, count: count)
  }
}
