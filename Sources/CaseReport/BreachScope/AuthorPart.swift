import CaseModel
import TextFormats

/// Who speaks, for whom, on which authority, and to which questions: as people wrote it.
struct AuthorPart: ReportPart {
  let author: Author

  static let names: [ReportName<Self>] = [.init("author", \.author)]

  struct Author: ReportPart {
    let examiner, qualifications, organisation, requester, authority: Words
    let questions: [String]
    let hasQuestions: Bool

    static let names: [ReportName<Self>] = [
      .init("examiner", .named, \.examiner), .init("qualifications", .named, \.qualifications),
      .init("organisation", .named, \.organisation), .init("requester", .named, \.requester),
      .init("authority", .named, \.authority), .init("questions", .named, \.questions),
      .init("hasQuestions", \.hasQuestions),
    ]
  }

  init(_ input: ReportInput) {
    let document = input.document
    author = Author(
      examiner: ReportWords.stated(document.examiner),
      qualifications: ReportWords.stated(document.qualifications),
      organisation: ReportWords.stated(document.organisation),
      requester: ReportWords.stated(document.requester),
      authority: ReportWords.stated(document.authority), questions: document.questions,
      hasQuestions: !document.questions.isEmpty)
  }
}
