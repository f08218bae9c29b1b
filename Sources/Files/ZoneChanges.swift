import Glibc

/// What the machine's zone data (tzdata) says of a zone: seconds east of UTC, and the zone's word.
package struct ZoneOffset: Equatable, Sendable {
  package var seconds: Int
  package var abbreviation: String
}

/// The changes of a zone in a time; the first one is what holds at its start. `nil` where the
/// machine does not know the zone.
///
/// The C library reads the data by the variable TZ, which is set back afterwards: only for one
/// thread at a time.
package func zoneChanges(
  _ name: String, from start: Int64, to end: Int64
) throws(FileProblem) -> [(from: Int64, offset: ZoneOffset)]? {
  let isName = name.utf8.allSatisfy {
    (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || "+-_/".utf8.contains($0)
  }
  let file = "/usr/share/zoneinfo/\(name)"
  guard isName, !name.isEmpty, try targetFacts(file)?.kind == .file else { return nil }
  let before = getenv("TZ").map { String(cString: $0) }
  setenv("TZ", ":\(name)", 1)
  tzset()
  defer {
    if let before { setenv("TZ", before, 1) } else { unsetenv("TZ") }
    tzset()
  }
  var changes = [(from: start, offset: offset(start))]
  let step: Int64 = 7 * 86_400
  for week in stride(from: start, to: end, by: Int(step)) {
    var low = week
    var high = min(week + step, end)
    let last = offset(low)
    if offset(high) == last { continue }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if offset(middle) == last { low = middle } else { high = middle }
    }
    changes.append((high, offset(high)))
  }
  return changes
}

private func offset(_ seconds: Int64) -> ZoneOffset {
  var time = time_t(seconds)
  var parts = tm()
  localtime_r(&time, &parts)
  return ZoneOffset(
    seconds: parts.tm_gmtoff, abbreviation: parts.tm_zone.map { String(cString: $0) } ?? "")
}
