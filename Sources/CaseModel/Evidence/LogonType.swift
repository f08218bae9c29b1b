/// `LogonType` of the Exchange mailbox schema.
package enum LogonType {
  package static let owner: Int16 = 0
  package static let admin: Int16 = 1
  package static let delegate: Int16 = 2
  package static let transport: Int16 = 3
  package static let systemService: Int16 = 4

  package static let names: [(name: String, number: Int16)] = [
    ("owner", 0), ("admin", 1), ("delegated", 2), ("delegate", 2), ("transport", 3),
    ("systemservice", 4), ("bestaccess", 5), ("delegatedadmin", 6),
  ]

  package static func word(_ number: Int16) -> String {
    names.first { $0.number == number }?.name ?? "type \(number)"
  }
}
