import CaseModel
import TextFormats

/// `{"name": "America/New_York", "changes": [{"from": time, "offset": -18000, "abbreviation": "EST"}]}`
func readDisplayZone(_ json: JSONValue) throws(DocumentProblem) -> DisplayZone {
  let zone = try DocumentObject(json, "displayZone")
  try zone.allow(["changes", "name"])
  var changes: [DisplayZone.Change] = []
  for change in try zone.objects("changes") {
    try change.allow(["abbreviation", "from", "offset"])
    guard let offset = change["offset"]?.integer, abs(offset) <= 26 * 3_600 else {
      throw change.problem("offset", change["offset"], "seconds east of UTC")
    }
    changes.append(
      DisplayZone.Change(
        from: try change.requiredTime("from"), offset: offset,
        abbreviation: try change.requiredText("abbreviation")))
  }
  guard let result = DisplayZone(name: try zone.requiredText("name"), changes: changes) else {
    throw DocumentProblem(
      key: "displayZone.changes", found: "\(changes.count) change(s)",
      expected: "at least one, each later than the one before")
  }
  return result
}

extension DisplayZone {
  var json: JSONValue {
    func object(_ members: [(String, JSONValue)]) -> JSONValue {
      .object(members.map { JSONValue.Member(key: $0.0, value: $0.1) })
    }
    return object([
      (
        "changes",
        .array(
          changes.map { change in
            object([
              ("abbreviation", .text(change.abbreviation)), ("from", .text(change.from.iso)),
              ("offset", .integer(change.offset)),
            ])
          })
      ), ("name", .text(name)),
    ])
  }
}
