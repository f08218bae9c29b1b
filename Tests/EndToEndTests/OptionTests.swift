import CaseModel
import Files
import TestSupport
import Testing

@testable import CasefileCLI

/// How a command line is read, whatever the command.
struct OptionTests {
  struct Fields: Command {
    var name: String?
    var times: [UTCTime] = []
    var isLoud = false

    static let row = CommandRow(
      name: "fields", operands: "ONE [TWO]", count: .from(1, to: 2), text: "", examples: [])
    static let options: [Option<Self>] = [
      .text("name", "NAME", \.name, ""), .flag("loud", \.isLoud, ""),
      .values(
        "time", "TIME", \.times, "", expected: "seconds",
        read: { Int64($0).map(UTCTime.init(seconds:)) }),
    ]

    func run(_ run: CommandRun) throws -> Int32 { 0 }
  }

  private func read(
    _ words: String...
  ) -> (fields: Fields, operands: [String], common: CommonOptions, problem: UsageProblem?) {
    var reader = ArgumentReader(Fields(), Fields.options, command: "fields")
    var common = CommonOptions()
    do throws(UsageProblem) {
      let operands = try reader.read(words, Fields.row, &common)
      return (reader.values, operands, common, nil)
    } catch {
      return (reader.values, [], common, error)
    }
  }

  @Test func optionsStandBeforeBetweenAndBehindOperands() {
    let result = read("--name", "a", "one", "--time=1", "two", "--loud", "--time", "2")
    #expect(result.problem == nil && result.operands == ["one", "two"])
    #expect(result.fields.name == "a" && result.fields.isLoud)
    #expect(result.fields.times.map(\.seconds) == [1, 2])
    let ended = read("--", "--name", "-x")
    #expect(ended.operands == ["--name", "-x"] && ended.fields.name == nil)
    #expect(read("one", "--name=").fields.name == "")
    #expect(read("one", "--name=a=b").fields.name == "a=b")
  }

  @Test func whatMayStandOnceAndStandsTwiceIsAnError() {
    #expect(read("one", "--name", "a", "--name", "b").problem == .repeated(option: "--name"))
    #expect(read("one", "--loud", "--loud").problem == .repeated(option: "--loud"))
    #expect(
      read("one", "--threads", "2", "--threads=2").problem == .repeated(option: "--threads"))
  }

  @Test func theFirstThingThatIsWrongIsSaid() {
    #expect(read("one", "--time", "x", "--nam").problem?.option == "--time")
    #expect(
      read("one", "--nam", "a").problem
        == .unknownOption("--nam", command: "fields", nearest: "--name"))
    #expect(read("one", "--name").problem == .missingValue(option: "--name"))
    #expect(read("one", "--loud=yes").problem == .unexpectedValue(option: "--loud"))
    #expect(read().problem == .missingOperand(command: "fields", operands: "ONE [TWO]"))
    #expect(
      read("1", "2", "3").problem
        == .tooManyOperands(command: "fields", operands: "ONE [TWO]", found: "3"))
  }

  /// An error is JSON too where that is asked for behind what is wrong.
  @Test func commonOptionsAreKnownThoughTheRestIsWrong() {
    let result = read("--nam", "a", "--json", "--color", "always")
    #expect(result.problem != nil)
    #expect(result.common.isJSON && result.common.colours == .always)
  }

  @Test func commonOptionsStandBeforeTheCommandToo() throws {
    let runner = CommandRunner()
    let place = try Workplace()
    let folder = place.path("case")
    #expect(runner.run("--quiet", "--actor", "Ann", "new", folder).error == "")
    #expect(runner.run("custody", folder).out.contains("Ann@"))
    #expect(
      runner.run("--json", "status", folder).out == runner.run("status", folder, "--json").out)
    #expect(runner.run("--json", "stauts", folder).error.hasPrefix("{"))
    #expect(runner.run("stauts", folder, "--json").error.hasPrefix("{"))
    #expect(runner.run("--json", "status", folder, "--json").code == 2)
    let early = runner.run("--mailbox", "a@x", "scope", folder)
    #expect(
      early.code == 2 && early.error.contains("'--mailbox' is not an option of casefile itself"))
    #expect(runner.run("--json", "--version").out.hasPrefix("casefile "))
    #expect(runner.run("--json").code == 2)
  }

  /// An option of another thing that the same command does is not passed over.
  @Test func whatACommandWouldPassOverIsAnError() throws {
    let attacked = try AttackedCase()
    let (runner, folder) = (attacked.runner, attacked.folder)
    let log = try readSmallFile("\(folder)/custody.jsonl")
    for command in [
      ["custody", folder, "--from", "a", "--to", "b", "--purpose", "p"],
      ["custody", folder, "--object", "E001"],
      ["custody", folder, "transfer", "--from", "a", "--to", "b", "--purpose", "p", "--verify"],
      ["timestamp", "request", "x.zip", "--ca", "y.pem"], ["verify", "x.zip", "--templates", "t"],
      ["scope", folder, "--by", "D"], ["render", folder, "--regime", "gdpr"],
      ["close", folder, "--by", "D", "--why", "w", "--draft", "--retain-why", "x"],
      ["pack", folder, "--passphrase-file", "x"], ["tally", "merge", "x", "--shards", "3"],
    ] {
      let outcome = runner.run(command)
      #expect(outcome.code == 2 && outcome.error.contains("hint:"), "\(command): \(outcome)")
    }
    #expect(try readSmallFile("\(folder)/custody.jsonl") == log)
  }

  /// Nobody is told of an option that two commands read in two ways.
  @Test func theSameOptionMeansTheSameEverywhere() {
    var kinds: [String: Set<Bool>] = [:]
    for command in commandTable {
      #expect(Set(command.options.map(\.name)).count == command.options.count, "\(command.name)")
      for option in command.options {
        kinds[option.name, default: []].insert(option.value == nil)
        #expect(!CommonOptions.rows.contains { $0.name == option.name }, "\(option.name)")
      }
    }
    // `custody --verify` checks the chain, `status --verify` hashes; `--evidence` and others are values.
    #expect(kinds.filter { $0.value.count > 1 }.keys.sorted() == [])
  }
}

extension UsageProblem {
  fileprivate var option: String? {
    if case .badValue(let option, _, _) = self { option } else { nil }
  }
}
