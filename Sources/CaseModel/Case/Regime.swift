/// A notification law as dated data (Templates/regimes): what it asks, of whom, and until when.
package struct Regime: Equatable, Sendable {
  /// How far a statement was checked.
  package enum Mark: String, CaseIterable, Sendable {
    /// Read in the text of the law.
    case read = "V"
    /// Taken from secondary sources.
    case secondary = "S"
    /// From general knowledge.
    case general = "M"
  }

  package struct Source: Equatable, Sendable {
    package var text: String
    package var mark: Mark

    package init(text: String, mark: Mark) {
      self.text = text
      self.mark = mark
    }
  }

  /// An event that starts a clock: none is a time in a log, so a person enters it.
  package struct Trigger: Equatable, Sendable {
    package var id: String
    package var text: String
    package var mark: Mark

    package init(id: String, text: String, mark: Mark) {
      self.id = id
      self.text = text
      self.mark = mark
    }
  }

  package struct Threshold: Equatable, Sendable {
    package enum Rule: String, CaseIterable, Sendable { case atLeast, moreThan, fewerThan }

    package var id: String
    package var subject: String
    package var rule: Rule
    package var number: Int64
    package var mark: Mark

    package init(id: String, subject: String, rule: Rule, number: Int64, mark: Mark) {
      self.id = id
      self.subject = subject
      self.rule = rule
      self.number = number
      self.mark = mark
    }
  }

  package struct Deadline: Equatable, Sendable {
    package enum Unit: String, CaseIterable, Sendable {
      case hours, calendarDays, businessDays, months
      /// Days after the end of the calendar year in which the trigger lies.
      case calendarDaysAfterYear
      /// No fixed time.
      case none
    }

    /// The id of a trigger.
    package var trigger: String
    package var unit: Unit
    package var amount: Int64
    /// With `{amount}` where the time stands, if one is fixed.
    package var text: String

    package init(trigger: String, unit: Unit, amount: Int64, text: String) {
      self.trigger = trigger
      self.unit = unit
      self.amount = amount
      self.text = text
    }
  }

  package struct Notice: Equatable, Sendable {
    package var id: String
    package var to: String
    package var citation: String
    package var mark: Mark
    package var deadline: Deadline
    /// The id of a threshold; `nil`: it is due whatever the number.
    package var threshold: String?

    package init(id: String, to: String, citation: String, mark: Mark, deadline: Deadline) {
      self.id = id
      self.to = to
      self.citation = citation
      self.mark = mark
      self.deadline = deadline
    }
  }

  package struct Item: Equatable, Sendable {
    package enum Fill: String, CaseIterable, Sendable { case evidence, part, person }

    package var id: String
    package var text: String
    package var citation: String
    package var mark: Mark
    package var fill: Fill
    /// What of the evidence bears on it.
    package var from: [EvidenceKey] = []
    /// Ids of notices; empty: all.
    package var notices: [String] = []

    package init(id: String, text: String, citation: String, mark: Mark, fill: Fill) {
      self.id = id
      self.text = text
      self.citation = citation
      self.mark = mark
      self.fill = fill
    }
  }

  /// What findings and reviews can say.
  package enum EvidenceKey: String, CaseIterable, Sendable {
    case access, assumed, categories, indicators, mailboxes, messages, otherWays, people, period
    case recorded, unaudited, undetermined
  }

  package struct Assessment: Equatable, Sendable {
    package var citation: String
    package var text: String
    package var factors: [Item]

    package init(citation: String, text: String, factors: [Item]) {
      self.citation = citation
      self.text = text
      self.factors = factors
    }
  }

  package struct Quote: Equatable, Sendable {
    package var citation: String
    package var text: String
    package var mark: Mark

    package init(citation: String, text: String, mark: Mark) {
      self.citation = citation
      self.text = text
      self.mark = mark
    }
  }

  package var id = ""
  package var title = ""
  package var authority = ""
  package var law = ""
  /// BCP 47: the law is quoted in it.
  package var lawLanguage = ""
  package var version = ""
  /// `YYYY-MM-DD`.
  package var inForceSince = ""
  package var lastChecked = ""
  package var sources: [Source] = []
  package var triggers: [Trigger] = []
  package var thresholds: [Threshold] = []
  package var notices: [Notice] = []
  package var items: [Item] = []
  package var assessment: Assessment?
  package var quotes: [Quote] = []
  /// How long the record is kept: in words, with its citation; and in years where that is fixed.
  package var retention: Quote?
  package var retentionYears: Int64?

  package init() {}
}

/// When the clock of a regime started, as somebody entered it.
package struct CaseTrigger: Equatable, Sendable {
  package var regime: String
  package var trigger: String
  package var at: UTCTime
  package var by: String
  package var why: String
  package var enteredAt: UTCTime

  package init(
    regime: String, trigger: String, at: UTCTime, by: String, why: String, enteredAt: UTCTime
  ) {
    self.regime = regime
    self.trigger = trigger
    self.at = at
    self.by = by
    self.why = why
    self.enteredAt = enteredAt
  }
}
