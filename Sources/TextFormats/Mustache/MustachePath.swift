/// A name in a tag, and where the tag stands: `case.number`, `../name`, `.`, or `t.key` of a sentence.
///
/// A name is looked up in the innermost context alone: the element of the list, or the object, whose
/// section is the closest around it. `../` goes out of one of them; nothing climbs by itself. A section
/// over anything else, such as a text or a number, is a condition and no context.
package struct MustachePath: Equatable, Sendable {
  /// As it is written.
  package var text: String
  /// How many contexts out.
  var levels = 0
  /// None: the context itself.
  var steps: [String]
  /// The template, or the sentence, in which it stands.
  package var template: String
  /// From 1.
  package var line: Int

  init(_ text: String, template: String, line: Int) {
    self.text = text
    self.template = template
    self.line = line
    var rest = text[...]
    while rest.hasPrefix("../") {
      levels += 1
      rest = rest.dropFirst(3)
    }
    if rest == ".." {
      levels += 1
      rest = "."
    }
    steps = rest == "." ? [] : rest.split(separator: ".").map(String.init)
  }

  /// Of `t.key`: the key.
  var sentence: String? {
    levels == 0 && steps.count > 1 && steps[0] == "t"
      ? steps.dropFirst().joined(separator: ".") : nil
  }
}
