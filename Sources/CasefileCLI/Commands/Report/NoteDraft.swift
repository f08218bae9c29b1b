import CaseActions

/// Says what keeps the reports drafts.
func noteDraft(_ state: ScopeState, _ root: String, _ run: CommandRun) {
  for sentence in state.draft { run.note("draft: \(sentence.english.visible)") }
  if !state.draft.isEmpty {
    run.note("casefile scope \(root) --final --by NAME --why TEXT makes it final")
  }
}
