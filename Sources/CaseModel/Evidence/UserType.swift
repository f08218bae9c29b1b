/// `UserType` of the common schema.
package enum UserType {
  package static let system: Int16 = 4

  package static let names: [(name: String, number: Int16)] = [
    ("regular", 0), ("reserved", 1), ("admin", 2), ("dcadmin", 3), ("system", 4),
    ("application", 5), ("serviceprincipal", 6), ("custompolicy", 7), ("systempolicy", 8),
    ("partnertechnician", 9), ("guest", 10),
  ]

  package static func word(_ number: Int16) -> String {
    names.first { $0.number == number }?.name ?? "type \(number)"
  }
}
