/// The closest word by edits, where it is close enough to be meant.
func nearestWord(_ word: String, _ words: [String]) -> String? {
  let ranked = words.map { (distance(Array(word), Array($0)), $0) }.min { $0.0 < $1.0 }
  guard let ranked, ranked.0 <= max(word.count > 3 ? 2 : 1, word.count / 3) else { return nil }
  return ranked.1
}

private func distance(_ left: [Character], _ right: [Character]) -> Int {
  var row = Array(0...right.count)
  for (index, character) in left.enumerated() {
    var before = row[0]
    row[0] = index + 1
    for column in right.indices {
      let cost = before + (character == right[column] ? 0 : 1)
      before = row[column + 1]
      row[column + 1] = min(cost, row[column] + 1, before + 1)
    }
  }
  return row[right.count]
}
