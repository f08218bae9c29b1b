/// How many letters must be put in, taken out or changed to make one word of the other.
package func editDistance(_ left: String, _ right: String) -> Int {
  let right = Array(right)
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
