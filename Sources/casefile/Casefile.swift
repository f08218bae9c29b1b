import CasefileCLI

@main
struct Casefile {
  static func main() {
    casefileMain(Array(CommandLine.arguments.dropFirst()))
  }
}
