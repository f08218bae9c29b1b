import CaseActions
import CasePipeline

/// Sealing a case, handing it on, and checking what others sealed.
let bundleCommands: [Command] = [
  Command(
    name: "pack", operands: "CASE", least: 1, most: 1,
    text: "seal the case as a bundle: one BagIt bag in one ZIP",
    options: [
      Option(
        name: "for", value: Audience.allCases.map(\.rawValue).joined(separator: "|"),
        text: "what it holds: all, or without what is not for others"),
      Option(name: "recipient", value: "NAME", text: "stands on every page"),
      Option(name: "marking", value: "TEXT", text: "stands on every page, such as a privilege"),
      Option(name: "mailbox", value: "UPN|GUID", text: "only what concerns it", repeats: true),
      Option(name: "evidence", value: "hashes-only", text: "without the exports themselves"),
      Option(
        name: "with", value: "CLASS",
        text:
          "hand this along too: \(MemberClass.allCases.map(\.rawValue).joined(separator: ", "))",
        repeats: true),
      Option(
        name: "ground", value: "CLASS=TEXT", text: "why a class is withheld", repeats: true),
      Option(name: "sign-key", value: "FILE", text: "sign the seal with this key (PEM)"),
      Option(name: "sign-cert", value: "FILE", text: "and this certificate, its chain after it"),
      Option(name: "passphrase-file", value: "FILE", text: "of an encrypted key"),
      Option(
        name: "store", value: nil, text: "do not compress: the same bytes with every zlib"),
    ] + reportOptions, run: packCase),
  Command(
    name: "timestamp", operands: "ACTION BUNDLE [REPLY]", least: 2, most: 3,
    text: "request a time stamp (RFC 3161) of a bundle's seal, or attach the authority's answer",
    options: [caOption], words: ["request", "attach"], run: stampBundle),
  Command(
    name: "verify", operands: "BUNDLE", least: 1, most: 1,
    text: "check a bundle, a ZIP or a folder, and report every problem",
    options: [
      Option(
        name: "recompute", value: nil,
        text: "rebuild findings and reports from the bundled evidence"),
      templatesOption,
    ] + verifyOptions, document: "verdict", run: verifyCase),
  Command(
    name: "restore", operands: "BUNDLE DIR", least: 2, most: 2,
    text: "make a case folder of a verified bundle, byte for byte as packed",
    options: verifyOptions, run: restoreCase),
]
