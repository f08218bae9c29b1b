import CaseModel
import TextFormats

struct TriggerRow: ReportPart {
  let id, by, why: String
  let text: Words
  let check, at, enteredAt: Words?

  static let names: [ReportName<Self>] = [
    .init("id", .named, \.id), .init("text", .named, \.text), .init("check", .named, \.check),
    .init("at", .named, \.at), .init("by", .named, \.by), .init("why", .named, \.why),
    .init("enteredAt", .named, \.enteredAt),
  ]

  init(_ trigger: Regime.Trigger, _ entered: CaseTrigger?) {
    id = trigger.id
    by = entered?.by ?? ""
    why = entered?.why ?? ""
    text = NoticeWords.words(trigger.text)
    check = NoticeWords.check(trigger.mark)
    at = entered.map { ReportWords.moment($0.at) }
    enteredAt = entered.map { ReportWords.moment($0.enteredAt) }
  }
}
