import CaseModel

/// Everything a report is made from: the same input gives the same bytes.
package struct ReportInput: Sendable {
  package var findings: Findings
  package var document: CaseDocument
  package var register: [RegisterEntry]
  /// The last custody entry that changed evidence, scope or case: its number and time.
  package var stateSeq: Int
  package var stateTime: UTCTime
  /// What keeps the report a draft; empty where nothing does.
  package var draft: [Statement]
  package var review: ReviewState
  package var adoption: Adoption?
  /// Entries of the custody log, up to the state that the report states.
  package var custody: [CustodyLine]
  /// Those of the case, whose worksheets are rendered too.
  package var regimes: [Regime]
  /// Of findings.json, as it is written from these findings.
  package var findingsSHA256: String
  package var templates: TemplateSet
  package var formats: [ReportFormat]
  /// Where the report is to be shared: what stands for names and addresses.
  package var pseudonyms: Pseudonyms?
  /// Who this copy is for; stands with the marking on every page. Empty: nobody in particular.
  package var recipient: String
  /// The reasons that people wrote down are left out.
  package var withholdsReasons: Bool
  /// Where the findings were narrowed to some mailboxes: their names.
  package var onlyMailboxes: [EvidenceText]
  /// Of the PDF: a page size of CSS.
  package var paper: String
  package var language: ReportLanguage

  /// An entry of the custody log; actor, host and time are claims of the machine that wrote it.
  package struct CustodyLine: Sendable {
    package var seq: Int
    package var time: UTCTime
    package var actor: String
    package var host: String
    package var action: String
    package var reason: String
    /// How many files it speaks of.
    package var objects: Int
    package var hash: String

    package init(
      seq: Int, time: UTCTime, actor: String, host: String, action: String, reason: String,
      objects: Int, hash: String
    ) {
      self.seq = seq
      self.time = time
      self.actor = actor
      self.host = host
      self.action = action
      self.reason = reason
      self.objects = objects
      self.hash = hash
    }
  }

  /// Who adopted the scope and why, in one sentence; when, and which custody entry says so.
  package struct Adoption: Sendable {
    package var reason: String
    package var time: UTCTime
    package var seq: Int

    package init(reason: String, time: UTCTime, seq: Int) {
      self.reason = reason
      self.time = time
      self.seq = seq
    }
  }

  package init(
    findings: Findings, document: CaseDocument, register: [RegisterEntry], stateSeq: Int,
    stateTime: UTCTime, language: ReportLanguage
  ) {
    self.init(
      findings: findings, document: document, register: register, stateSeq: stateSeq,
      stateTime: stateTime, draft: [], review: ReviewState(), adoption: nil, custody: [],
      regimes: [], findingsSHA256: "", templates: .builtIn, formats: [.html, .md],
      pseudonyms: nil, recipient: "", withholdsReasons: false, onlyMailboxes: [], paper: "A4",
      language: language)
  }

  /// Without defaults: whoever adds a field is asked, where a shared copy is made, whether it leaves
  /// the house.
  init(
    findings: Findings, document: CaseDocument, register: [RegisterEntry], stateSeq: Int,
    stateTime: UTCTime, draft: [Statement], review: ReviewState, adoption: Adoption?,
    custody: [CustodyLine], regimes: [Regime], findingsSHA256: String, templates: TemplateSet,
    formats: [ReportFormat], pseudonyms: Pseudonyms?, recipient: String,
    withholdsReasons: Bool, onlyMailboxes: [EvidenceText], paper: String,
    language: ReportLanguage
  ) {
    self.findings = findings
    self.document = document
    self.register = register
    self.stateSeq = stateSeq
    self.stateTime = stateTime
    self.draft = draft
    self.review = review
    self.adoption = adoption
    self.custody = custody
    self.regimes = regimes
    self.findingsSHA256 = findingsSHA256
    self.templates = templates
    self.formats = formats
    self.pseudonyms = pseudonyms
    self.recipient = recipient
    self.withholdsReasons = withholdsReasons
    self.onlyMailboxes = onlyMailboxes
    self.paper = paper
    self.language = language
  }
}

/// A file that a report stage makes.
package struct ReportFile: Sendable {
  package var name: String
  /// Where it is to be printed: the page, to be turned into the file by a browser.
  package var bytes: [UInt8]
  package var isPrinted = false
}
