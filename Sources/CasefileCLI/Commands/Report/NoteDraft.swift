import CaseActions

/// Says what keeps the reports from being final.
func noteDraft(_ state: ScopeState, _ root: String, _ run: CommandRun) {
  let word = state.adoption == nil ? "draft" : "not final"
  for sentence in state.draft { run.note("\(word): \(sentence.english.visible)") }
  if !state.draft.isEmpty {
    run.note("casefile scope \(root) --final --by NAME --why TEXT makes it final")
  }
}
