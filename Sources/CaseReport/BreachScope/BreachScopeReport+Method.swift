import TextFormats

extension BreachScopeReport {
  /// How findings are made, and what they cannot say; the order is that of the rules.
  var method: [String: MustacheValue] {
    func sentences(_ part: String, _ names: [String]) -> MustacheValue {
      .list(names.map { .phrase("\(part).\($0)") })
    }
    return [
      "limitations": sentences(
        "limit",
        [
          "accessed", "sync", "aggregation", "offline", "people", "clock", "throttled", "causes",
          "legal",
        ]),
      "method": sentences(
        "method",
        [
          "access", "identity", "mailbox", "message", "session", "sync", "throttling",
          "attribution", "windows", "split", "source",
        ]),
    ]
  }
}
