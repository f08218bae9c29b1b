// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors in CI only: `CASEFILE_STRICT=1 swift build`.
let strict: [SwiftSetting] =
  Context.environment["CASEFILE_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

/// A target of the house. Its dependencies are the layer rules (.github/DEVELOPMENT.md).
func room(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude,
    swiftSettings: strict)
}

let tools: [Target.Dependency] = ["CaseModel", "TextFormats"]
let stages: [Target.Dependency] = [
  "CaseImport", "CaseTally", "CaseScope", "CaseFindings", "CaseReport", "CaseBundle",
]

/// The fuzzer; Tests/Fuzz/fuzz.sh builds it.
let fuzzer: [Target] =
  Context.environment["CASEFILE_FUZZ"] == nil
  ? []
  : [
    .executableTarget(
      name: "casefile-fuzz", dependencies: ["FuzzTargets", "Files"], path: "Tests/Fuzz/Entry",
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])])
  ]

/// The walk and the tally alone: `CASEFILE_BENCH=1 swift build -c release --product casefile-bench`.
let benchmark: [Target] =
  Context.environment["CASEFILE_BENCH"] == nil
  ? []
  : [
    .executableTarget(
      name: "casefile-bench",
      dependencies: [
        "CaseActions", "CaseFindings", "CasePipeline", "CaseImport", "CaseTally", "CaseModel",
        "Files",
      ],
      path: "Tests/Benchmark/Walk", swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])])
  ]

/// Every symbol is bound, and the table of addresses made read-only, before anything runs. The build's
/// `--disable-local-rpath` is the other half: no library is looked for beside the binary.
let boundAtStart: [LinkerSetting] = [
  .unsafeFlags(["-Xlinker", "-z", "-Xlinker", "now", "-Xlinker", "-z", "-Xlinker", "relro"])
]

let package = Package(
  name: "casefile",
  products: [.executable(name: "casefile", targets: ["casefile"])],
  dependencies: [],
  targets: [
    .executableTarget(
      name: "casefile", dependencies: ["CasefileCLI"], swiftSettings: strict,
      linkerSettings: boundAtStart),
    room(
      "CasefileCLI",
      stages + tools + [
        "CaseActions", "CasePipeline", "CaseFolder", "Files", "Archiving", "CTemplates",
      ]),
    room("CaseActions", stages + tools + ["CasePipeline", "CaseFolder", "Files", "Archiving"]),
    room(
      "CasePipeline",
      ["CaseImport", "CaseTally", "CaseScope", "CaseFindings", "Files"] + tools),

    room("CaseImport", tools + ["Archiving"]),
    room("CaseScope", tools),
    room("CaseTally", tools),
    // The one stage that knows another: findings are what a tally is asked.
    room("CaseFindings", tools + ["CaseTally"]),
    room("CaseReport", tools + ["Archiving", "CTemplates"]),
    room("CaseBundle", tools + ["CaseFolder", "Archiving", "Files"]),

    room("CaseModel", []),

    room("CaseFolder", tools + ["Archiving", "Files"]),
    room("Files", []),
    room("TextFormats", ["CaseModel"]),
    room("Archiving", ["CZlib", "CCrypto", "Files"]),
    .systemLibrary(name: "CZlib"),
    .systemLibrary(name: "CCrypto"),
    .target(name: "CTemplates"),

    .target(
      name: "TestSupport",
      dependencies: [
        "CasefileCLI", "CaseActions", "CasePipeline", "CaseFolder", "Files", "Archiving",
      ] + stages + tools,
      path: "Tests/TestSupport", swiftSettings: strict),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "TestSupport", "CaseActions", "CaseBundle", "CaseFindings", "CaseImport", "CaseModel",
        "CasePipeline", "CaseScope", "CaseTally", "TextFormats", "Archiving", "Files",
      ],
      path: "Tests/FuzzTargets", swiftSettings: strict),
    tests("CorpusTests", ["FuzzTargets", "Files"]),
    tests("ArchivingTests", ["Archiving", "CaseActions", "Files"]),
    tests("TextFormatsTests", tools + ["Files"]),
    tests("CaseModelTests", tools),
    tests("CaseImportTests", tools + ["CaseImport", "CasePipeline", "CaseActions", "Files"]),
    tests("CaseTallyTests", ["CaseTally"]),
    tests("CaseScopeTests", tools + ["CaseScope"]),
    tests(
      "CaseFindingsTests",
      tools + [
        "CaseFindings", "CaseTally", "CaseImport", "CaseScope", "CasePipeline", "CaseActions",
        "Files", "Archiving",
      ]),
    tests("CaseReportTests", tools + ["CaseReport", "Archiving", "Files"], exclude: ["Golden"]),
    tests("CaseBundleTests", tools + ["CaseBundle", "CaseFolder", "Archiving", "Files"]),
    tests("CaseFolderTests", tools + ["CaseFolder", "Archiving", "Files"]),
    tests(
      "EndToEndTests",
      ["CasefileCLI", "CaseFolder", "CaseActions", "CasePipeline", "Files", "Archiving"] + stages
        + tools,
      exclude: ["Scripts", "Golden"]),
  ] + fuzzer + benchmark,
  cLanguageStandard: .c2x
)
