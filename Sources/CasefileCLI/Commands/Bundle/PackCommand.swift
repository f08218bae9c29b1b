import CaseActions
import CaseModel
import CasePipeline

/// `casefile pack CASE`
func packCase(_ run: CommandRun) throws -> Int32 {
  let request = try packRequest(run)
  // A closed case may still be handed on.
  var opened = try run.open(changing: false)
  let result = try opened.pack(request)
  let state = result.changed ? "" : " (unchanged: the same bytes as before)"
  try run.result("bundle", path: result.paths[0], state, ["changed": .bool(result.changed)])
  try run.result("seal", path: result.paths[1])
  noteFreshened(result, run)
  if request.isWhole, try opened.isOfAnotherCasefile() {
    run.warn(
      "the case is closed, and another casefile made its findings: they are packed as they are, and only"
        + " that casefile computes them again", hint: "casefile reopen CASE --by NAME --why TEXT")
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

private func packRequest(_ run: CommandRun) throws -> PackRequest {
  let arguments = run.arguments
  var request = PackRequest()
  if arguments.has("store") { request.method = .stored }
  request.audience = try arguments.choice("for", Audience.allCases) ?? .internal
  request.evidenceHashesOnly = try arguments.choice("evidence", EvidenceForm.allCases) != nil
  request.mailboxes = arguments.all("mailbox")
  request.recipient = arguments["recipient"] ?? ""
  request.marking = arguments["marking"] ?? ""
  for name in arguments.all("with") { request.including.insert(try memberClass("with", name)) }
  for text in arguments.all("ground") {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else {
      throw UsageProblem.badValue(option: "--ground", found: text, expected: "CLASS=TEXT")
    }
    request.grounds[try memberClass("ground", parts[0])] = parts[1]
  }
  if request.audience != .internal, request.recipient.isEmpty {
    throw UsageProblem.required(
      option: "--recipient", why: "it stands on every page of what is handed to somebody")
  }
  request.signing = try signingFiles(arguments)
  return request
}

private enum EvidenceForm: String, CaseIterable { case hashesOnly = "hashes-only" }

private func memberClass(_ option: String, _ name: String) throws -> MemberClass {
  if let kind = MemberClass(rawValue: name) { return kind }
  throw UsageProblem.badValue(
    option: "--\(option)", found: name,
    expected: MemberClass.allCases.map(\.rawValue).joined(separator: " or "))
}

private func signingFiles(_ arguments: ParsedArguments) throws -> SigningFiles? {
  switch (arguments["sign-key"], arguments["sign-cert"]) {
  case (nil, nil):
    if arguments.has("passphrase-file") {
      throw UsageProblem.required(option: "--sign-key", why: "--passphrase-file is of a key")
    }
    return nil
  case (let key?, let certificate?):
    return SigningFiles(
      key: key, certificate: certificate, passphrase: arguments["passphrase-file"])
  case (nil, _):
    throw UsageProblem.required(option: "--sign-key", why: "a certificate alone signs nothing")
  case (_, nil):
    throw UsageProblem.required(
      option: "--sign-cert", why: "a signature names its signer by a certificate")
  }
}
