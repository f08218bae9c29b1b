import Testing

@testable import CasefileCLI

/// The Markdown of the manual, read and shown.
struct ManualReadingTests {
  @Test func everyKindOfBlockIsRead() {
    let text = """
      # Title

      One paragraph
      on two lines.

      ## Part
      - an item
      - another

      1. first
      10. tenth

      ```sh name
      # not a heading

      casefile run CASE
      ```
      | A | B |
      |---|---|
      | 1 |  |
      """
    #expect(
      ManualBlock.all(in: text) == [
        .heading("Title", level: 1), .paragraph("One paragraph on two lines."),
        .heading("Part", level: 2), .list(["an item", "another"], isNumbered: false),
        .list(["first", "tenth"], isNumbered: true),
        .code(["# not a heading", "", "casefile run CASE"]),
        .table(head: ["A", "B"], rows: [["1", ""]]),
      ])
    #expect(ManualBlock.all(in: "") == [])
    // A block that nobody closed is code to the end.
    #expect(ManualBlock.all(in: "```\na") == [.code(["a"])])
  }

  @Test func spansAreTakenApart() {
    #expect(
      ManualSpan.all(in: "a **b** `c **d**` [e](formats.md) f*") == [
        .plain("a "), .strong("b"), .plain(" "), .code("c **d**"), .plain(" "),
        .link("e", to: "formats.md"), .plain(" f*"),
      ])
    // What is not closed stands as it is.
    #expect(ManualSpan.all(in: "`a **b [c] (d)") == [.plain("`a **b [c] (d)")])
    #expect(TopicText.plain("**b** `,` [e](formats.md)") == "b `,` e (`casefile help formats`)")
    #expect(TopicText.plain("[formats](formats.md)") == "`casefile help formats`")
    #expect(TopicText.plain("[e](https://x.example)") == "e (https://x.example)")
  }

  @Test func aTableThatFitsIsAligned() {
    let table = TextTable(head: ["Exit", ""], rows: [["0", "done"], ["10, 11", ""]], width: 40)
    #expect(table.lines == ["Exit", "------  ----", "0       done", "10, 11"])
  }

  @Test func aTableThatDoesNotFitIsBrokenInItsWidestColumn() {
    let table = TextTable(
      head: ["Name", "What"], rows: [["a", "one two three four"], ["b", "five"]], width: 17)
    #expect(
      table.lines == [
        "Name  What", "----  -----------", "a     one two", "      three four", "", "b     five",
      ])
    // One that can never fit is as narrow as it gets.
    #expect(TextTable(head: ["ab", "cd"], rows: [], width: 0).lines == ["ab  cd", "-  -"])
  }
}
