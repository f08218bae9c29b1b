/// A command of the table, whatever its type.
struct CommandEntry: Sendable {
  let row: CommandRow
  /// Its own; those of every command are `CommonOptions.options`.
  let options: [OptionRow]
  /// Reads the arguments behind the name.
  ///
  /// - Returns: the operands, and what is to be done.
  let read:
    @Sendable (_ arguments: [String], _ common: inout CommonOptions) throws(UsageProblem) -> Call

  struct Call {
    var operands: [String]
    var run: (CommandRun) throws -> Int32
  }

  init<C: Command>(_ command: C.Type) {
    row = C.row
    options = C.options.map(\.row)
    read = { arguments, common throws(UsageProblem) in
      var reader = ArgumentReader(C(), C.options, command: C.row.name)
      let operands = try reader.read(arguments, C.row, &common)
      return Call(operands: operands, run: reader.values.run)
    }
  }

  var name: String { row.name }

  static func named(_ name: String) throws(UsageProblem) -> CommandEntry {
    if let entry = commandTable.first(where: { $0.name == name }) { return entry }
    throw .unknownCommand(name, nearest: nearestWord(name, commandTable.map(\.name)))
  }
}
