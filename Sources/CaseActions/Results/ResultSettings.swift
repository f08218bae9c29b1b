import CaseReport

/// How results of a case are made, said when it is opened: nothing changes it afterwards.
package struct ResultSettings: Sendable {
  /// What reports and bundles are made with.
  package var templates = TemplateSet.builtIn
  /// Ids of the languages of reports; none: that of case.json.
  package var languages: [String] = []
  /// What reports are written as, and the paper of those that are printed.
  package var formats: [ReportFormat] = [.html, .md]
  package var paper = "A4"
  /// Reports are to be shared: with pseudonyms.
  package var isRedacted = false
  /// Files of what was read elsewhere, in place of the evidence in the case.
  package var tallies: [String] = []

  package init() {}
}
