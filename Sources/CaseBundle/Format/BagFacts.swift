import CaseModel

/// What bag-info.txt says.
package struct BagFacts: Sendable {
  package var organisation: String
  package var identifier: String
  package var description: String
  package var date: String
  package var custodyHead: String
  /// Of the templates that the reports are made with.
  package var templates = ""
  /// For whom it is, where it is not the whole case.
  package var audience = ""
  package var recipient = ""
  package var marking = ""
  package var tool: ToolIdentity

  package init(
    organisation: String, identifier: String, description: String, date: String,
    custodyHead: String, tool: ToolIdentity
  ) {
    self.organisation = organisation
    self.identifier = identifier
    self.description = description
    self.date = date
    self.custodyHead = custodyHead
    self.tool = tool
  }
}
