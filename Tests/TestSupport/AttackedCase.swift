/// A case with one record of an attacker whose address is decided.
package struct AttackedCase {
  package let place: Workplace
  package let runner = CommandRunner()
  package let folder: String

  /// - Parameter options: of `new`.
  package init(_ options: String...) throws {
    place = try Workplace()
    folder = place.path("case")
    runner.run(["new", folder] + options)
    try place.write(
      "a.json",
      FixtureExport.ndjson.bytes([.attackerBind(1, "a@x", at: "2025-03-12T08:00:00")]))
    runner.run("import", folder, place.path("a.json"))
    runner.run("scope", folder, "--attacker-address", "203.0.113.66", "--by", "D", "--why", "w")
  }
}
