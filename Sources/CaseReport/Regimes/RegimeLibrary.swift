import CaseModel
import TextFormats

/// A regime file that cannot be used.
package struct RegimeProblem: Error, Equatable, Sendable {
  /// Under Templates/.
  package var file: String
  package var problem: DocumentProblem
}

/// The regimes that are compiled in, by their ids.
package enum RegimeLibrary {
  package static func all() throws(RegimeProblem) -> [Regime] {
    var regimes: [Regime] = []
    for (name, text) in TemplateLibrary.folder("regimes").sorted(by: { $0.key < $1.key }) {
      regimes.append(try read(text, file: "regimes/\(name)"))
    }
    return regimes
  }

  package static func find(_ id: String) throws(RegimeProblem) -> Regime? {
    try all().first { $0.id == id }
  }

  package static func read(_ text: String, file: String) throws(RegimeProblem) -> Regime {
    let json: JSONValue
    do {
      json = try JSONReader.read(Array(text.utf8))
    } catch {
      throw RegimeProblem(
        file: file,
        problem: DocumentProblem(
          key: "line \(error.line), column \(error.column)", found: error.found,
          expected: error.expected))
    }
    let regime: Regime
    do throws(DocumentProblem) {
      regime = try readRegime(json)
    } catch {
      throw RegimeProblem(file: file, problem: error)
    }
    if file != "regimes/\(regime.id).json" {
      throw RegimeProblem(
        file: file,
        problem: DocumentProblem(
          key: "id", found: "\"\(regime.id)\"", expected: "the name of the file"))
    }
    return regime
  }
}
