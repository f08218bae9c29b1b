import CaseModel

extension ResolvedEvidence {
  /// In the order of time and id, whatever order the evidence came in.
  ///
  /// - Parameters:
  ///   - isLater: by row: it is united with another, and is none of its own.
  ///   - rankOfId: of rows that share their id with others that are records too.
  static func order(
    _ rows: [RecordRow], _ isLater: [Bool], _ rankOfId: [UInt32: Int]
  ) -> [UInt32] {
    var order: [UInt32] = []
    order.reserveCapacity(rows.count)
    for index in rows.indices where !isLater[index] { order.append(UInt32(index)) }
    var isSorted = true
    for (left, right) in zip(order, order.dropFirst())
    where rows[Int(left)].time > rows[Int(right)].time {
      isSorted = false
      break
    }
    if !isSorted { order.sort { rows[Int($0)].time < rows[Int($1)].time } }
    var start = 0
    while start < order.count {
      var end = start + 1
      let time = rows[Int(order[start])].time
      while end < order.count, rows[Int(order[end])].time == time { end += 1 }
      if end - start > 1 {
        order[start..<end].sort {
          let (left, right) = (rows[Int($0)].key, rows[Int($1)].key)
          if left != right { return left < right }
          return rankOfId[$0, default: 0] < rankOfId[$1, default: 0]
        }
      }
      start = end
    }
    return order
  }
}
