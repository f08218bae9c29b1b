import CaseModel
import TextFormats

extension BreachScopeReport {
  /// Records of attacker contexts in the windows, by hour and day of the week in UTC: a table whose
  /// cells are toned by their number.
  var heatMap: [String: MustacheValue] {
    var counts = [[Int]](repeating: [Int](repeating: 0, count: 24), count: 7)
    for hour in findings.mailboxes.flatMap(\.timeline) {
      // 1970 began on a Thursday; Monday is 0.
      let weekday = Int(((hour.hour.day + 3) % 7 + 7) % 7)
      let clock = Int(hour.hour.seconds - hour.hour.day * 86_400) / 3_600
      counts[weekday][clock] += hour.recorded + hour.assumed
    }
    let most = counts.joined().max() ?? 0
    if most == 0 { return ["hasHeatMap": .bool(false)] }
    func cell(_ count: Int) -> MustacheValue {
      // Four tones, by the share of the highest.
      let tone = count == 0 ? 0 : 1 + (count - 1) * 4 / most
      return .object(["count": .number(count), "tone": .markup("\(min(tone, 4))")])
    }
    return [
      "hasHeatMap": .bool(true),
      "hours": .list((0..<24).map { .string($0 < 10 ? "0\($0)" : "\($0)") }),
      "weekdays": .list(
        counts.enumerated().map { day, hours in
          .object(["name": .phrase("weekday.\(day)"), "cells": .list(hours.map(cell))])
        }),
    ]
  }
}
