import TextFormats

/// A part of a report: a struct that lists, once, the names by which templates know its values. So the
/// names that there are, and of what kind each is, are known without a case (`shape`).
protocol ReportPart: ReportValue {
  static var names: [ReportName<Self>] { get }
}

/// What stands under a name.
protocol ReportValue: Sendable {
  static var shape: MustacheShape { get }

  /// - Parameter copy: how it is shared, and with whose pseudonyms.
  func value(_ copy: ReportCopy) throws -> MustacheValue
}

/// How values are handed out.
struct ReportCopy {
  /// `nil`: nothing is replaced.
  var pseudonyms: Pseudonyms?
  var sharing = Sharing.withheld
}

/// What becomes of a text in a redacted copy. There is no other way into one: who lists a name of a
/// text says how it is shared.
enum Sharing: Sendable {
  /// As it is, with pseudonyms for whom and where it names.
  case named
  /// A path of folders: the first name stays.
  case folders
  /// Not at all: what people wrote, of which no rule can know what it says.
  case withheld
}

/// A name that templates know, and the value under it.
struct ReportName<Part: Sendable>: Sendable {
  let name: String
  let shape: MustacheShape
  let value: @Sendable (Part, ReportCopy) throws -> MustacheValue

  /// Of a number, a flag, another part, a list of parts. A text that is listed so is withheld from a
  /// redacted copy.
  init<Value: ReportValue>(_ name: String, _ value: @escaping @Sendable (Part) -> Value) {
    self.init(name, .withheld, value)
  }

  /// Of a text.
  init<Value: ReportValue>(
    _ name: String, _ sharing: Sharing, _ value: @escaping @Sendable (Part) -> Value
  ) {
    self.name = name
    shape = Value.shape
    self.value = { part, copy in
      try value(part).value(ReportCopy(pseudonyms: copy.pseudonyms, sharing: sharing))
    }
  }

  private init(
    name: String, shape: MustacheShape,
    value: @escaping @Sendable (Part, ReportCopy) throws -> MustacheValue
  ) {
    self.name = name
    self.shape = shape
    self.value = value
  }

  /// The names of a part within this one, as if they were its own.
  static func all<Inner: ReportPart>(
    of inner: @escaping @Sendable (Part) -> Inner
  ) -> [ReportName] {
    Inner.names.map { name in
      ReportName(name: name.name, shape: name.shape) { try name.value(inner($0), $1) }
    }
  }

  /// `name`: the rows of a table; `nameCut`: the sentence, where rows are left out.
  static func table<Row: ReportPart>(
    _ name: String, _ table: @escaping @Sendable (Part) -> ReportTable<Row>
  ) -> [ReportName] {
    [
      ReportName(name) { table($0).rows },
      ReportName(name + "Cut", .named) { table($0).cut },
    ]
  }
}

extension ReportPart {
  static var shape: MustacheShape {
    // Each stands once: a test says so of every part.
    .object(Dictionary(names.map { ($0.name, $0.shape) }) { first, _ in first })
  }

  func value(_ copy: ReportCopy) throws -> MustacheValue { .object(try members(copy)) }

  func members(_ copy: ReportCopy) throws -> [String: MustacheValue] {
    let names = Self.names
    var members = [String: MustacheValue](minimumCapacity: names.count)
    for name in names { members[name.name] = try name.value(self, copy) }
    return members
  }
}

extension ReportPart {
  /// As a sentence sees it that names what the part has.
  func seen() throws -> [String: MustacheValue] { try members(ReportCopy()) }
}
