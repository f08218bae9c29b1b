import CaseActions
import CaseModel

/// `casefile pack CASE`
struct PackCommand: Command {
  var audience: Audience?
  var recipient: String?
  var marking: String?
  var mailboxes: [String] = []
  var evidence: EvidenceForm?
  var including: [MemberClass] = []
  var grounds: [Ground] = []
  var signKey: String?
  var signCertificate: String?
  var passphraseFile: String?
  var isStored = false
  var results = ResultOptions()

  enum EvidenceForm: String, CaseIterable { case hashesOnly = "hashes-only" }

  /// Why a class is withheld.
  struct Ground {
    var kind: MemberClass
    var why: String

    /// `CLASS=TEXT`
    init?(_ text: String) {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let kind = MemberClass(rawValue: parts[0]) else { return nil }
      (self.kind, why) = (kind, parts[1])
    }
  }

  static let row = CommandRow(
    name: "pack", operands: "CASE", count: .just(1),
    text: "seal the case as a bundle: one BagIt bag in one ZIP",
    examples: [
      CommandExample("casefile pack CASE", "the whole case"),
      CommandExample(
        "casefile pack CASE --for regulator --recipient 'HHS OCR'",
        "what a regulator gets, and a list of what is withheld"),
    ])

  private static let classes = MemberClass.allCases.map(\.rawValue).joined(separator: ", ")
  static let options: [Option<Self>] =
    [
      .choice(
        "for", \.audience, "who it is for: internal holds all, the others leave classes out"),
      .text("recipient", "NAME", \.recipient, "printed on every page"),
      .text("marking", "TEXT", \.marking, "printed on every page, such as a claim of privilege"),
      .texts("mailbox", "UPN|GUID", \.mailboxes, "only what concerns this mailbox"),
      .choice("evidence", \.evidence, "without the exports themselves"),
      .choices("with", \.including, "include this class too: \(classes)", value: "CLASS"),
      .values(
        "ground", "CLASS=TEXT", \.grounds, "why a class is withheld",
        expected: "CLASS=TEXT, with a class of \(classes)", read: Ground.init),
      .text("sign-key", "FILE", \.signKey, "sign the seal with this key (PEM)"),
      .text("sign-cert", "FILE", \.signCertificate, "and this certificate, followed by its chain"),
      .text("passphrase-file", "FILE", \.passphraseFile, "for an encrypted key"),
      .flag("store", \.isStored, "do not compress: the same bytes with any zlib"),
    ] + ResultOptions.options.map { $0.inside(\.results) }

  func run(_ run: CommandRun) throws -> Int32 {
    let request = try request()
    // A closed case may still be handed on.
    var opened = try run.open(changing: false, for: results)
    let result = try opened.pack(request)
    let state = result.changed ? "" : " (unchanged: the same bytes as before)"
    try run.result(
      "bundle", path: result.paths[0], state, ["changed": .bool(result.changed)])
    try run.result("seal", path: result.paths[1])
    noteFreshened(result, run)
    if request.isWhole, try opened.isOfAnotherCasefile() {
      run.warn(
        "the case is closed, and a different casefile made its findings: they are packed as they"
          + " are, and only that casefile can compute them again",
        hint: "casefile reopen CASE --by NAME --why TEXT")
    }
    if result.paths.count > 2 { try run.result("signature", path: result.paths[2]) }
    if request.isWhole { try warnStale(opened, run) }
    try warnPacked(result, opened, run, request)
    if request.audience != .internal {
      for reason in try opened.scopeState().draft {
        run.note("the reports in it say DRAFT: \(reason.english)")
      }
    }
    run.next("casefile verify \(result.paths[0])" + (request.isWhole ? " --recompute" : ""))
    return 0
  }

  private func request() throws -> PackRequest {
    var request = PackRequest()
    if isStored { request.method = .stored }
    request.audience = audience ?? .internal
    request.evidenceHashesOnly = evidence == .hashesOnly
    request.mailboxes = mailboxes
    request.recipient = recipient ?? ""
    request.marking = marking ?? ""
    request.including = Set(including)
    for ground in grounds { request.grounds[ground.kind] = ground.why }
    if request.audience != .internal, request.recipient.isBlank {
      throw UsageProblem.required(
        option: "--recipient", why: "it is printed on every page of what is handed over")
    }
    request.signing = try signingFiles()
    return request
  }

  private func signingFiles() throws -> SigningFiles? {
    switch (signKey, signCertificate) {
    case (nil, nil):
      if passphraseFile != nil {
        throw UsageProblem.required(option: "--sign-key", why: "--passphrase-file is for a key")
      }
      return nil
    case (let key?, let certificate?):
      return SigningFiles(key: key, certificate: certificate, passphrase: passphraseFile)
    case (nil, _):
      throw UsageProblem.required(option: "--sign-key", why: "a certificate alone signs nothing")
    case (_, nil):
      throw UsageProblem.required(
        option: "--sign-cert", why: "a signature names its signer by a certificate")
    }
  }
}
