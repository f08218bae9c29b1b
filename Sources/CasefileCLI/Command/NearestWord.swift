import TextFormats

/// The closest word by edits, where it is close enough to be meant.
func nearestWord(_ word: String, _ words: [String]) -> String? {
  nearestByEdits(word, words).first
}

/// Up to three words that may be meant: by edits, closest first, then those that contain it.
func nearestWords(_ word: String, _ words: [String]) -> [String] {
  let near = nearestByEdits(word, words)
  let around = word.count > 2 ? words.filter { $0.contains(word) && !near.contains($0) } : []
  return Array((near + around).prefix(3))
}

/// In the order of the list where several are as close.
private func nearestByEdits(_ word: String, _ words: [String]) -> [String] {
  let most = max(word.count > 3 ? 2 : 1, word.count / 3)
  let ranked = words.enumerated().map { (editDistance(word, $1), $0, $1) }
  return ranked.filter { $0.0 <= most }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
}
