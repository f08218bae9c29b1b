import CaseModel
import TextFormats

extension TemplateSet {
  /// The regimes of the set, by their ids.
  package func regimes() throws(TemplateProblem) -> [Regime] {
    var regimes: [Regime] = []
    for (name, text) in folder("regimes").sorted(by: { $0.key < $1.key }) {
      regimes.append(try regime(text, file: "regimes/\(name)"))
    }
    return regimes
  }

  package func regime(_ text: String, file: String) throws(TemplateProblem) -> Regime {
    let regime = try read(text, file: file) { json throws(DocumentProblem) in try readRegime(json) }
    if file != "regimes/\(regime.id).json" {
      throw TemplateProblem(
        file: file,
        problem: DocumentProblem(
          key: "id", found: "\"\(regime.id)\"", expected: "the name of the file"))
    }
    return regime
  }
}
