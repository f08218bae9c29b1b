import CasefileCLI

@main
struct Casefile {
  static func main() {
    casefileMain(CommandLine.unsafeArgv, CommandLine.argc)
  }
}
