import CaseFolder
import CaseModel
import CaseReport
import Files

/// Turns a page into a PDF with a Chromium or Chrome that is installed. Its dates are set to the time
/// of the case's state, so that the same page gives the same bytes with the same browser.
func printReport(_ page: ReportFile, in folder: String, stateTime: UTCTime) throws -> [UInt8] {
  let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
  guard let browser = try findProgram(names) else {
    throw PrintProblem.noBrowser(names: names)
  }
  // A hidden folder: no report, no member of a bundle. What a crash left is removed first.
  let work = "\(folder)/.print"
  try makeFolder(folder)
  try removeTree(work)
  Leftovers.add(work)
  try makeNewFolder(work)
  defer {
    try? removeTree(work)  // the next printing removes it
    Leftovers.remove(work)
  }
  let whole = absolutePath(work)
  try replaceFile("\(work)/page.html", with: page.bytes)
  // A browser looks for updates by itself: no name resolves for this one. It refuses to run as root
  // with its sandbox.
  let seconds = printSeconds(page.bytes.count)
  let end = try runProgram(
    browser,
    (isRoot ? ["--no-sandbox"] : []) + [
      "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND",
      "--user-data-dir=\(whole)/profile", "--no-pdf-header-footer",
      "--print-to-pdf=\(whole)/page.pdf", "file://\(whole.percentEncoded)/page.html",
    ], seconds: seconds)
  switch end {
  case .status(0): break
  case .status(let status): throw PrintProblem.failed(browser: browser, status: status)
  case .signal(let signal): throw PrintProblem.failed(browser: browser, status: 128 + signal)
  case .tooLong: throw PrintProblem.tooLong(browser: browser, seconds: seconds)
  }
  guard try fileFacts("\(work)/page.pdf") != nil else {
    throw PrintProblem.failed(browser: browser, status: 0)
  }
  return withDates(try readSmallFile("\(work)/page.pdf", limit: 1 << 30), stateTime)
}

/// A report that could not be printed.
package enum PrintProblem: Error, Equatable, Sendable {
  case noBrowser(names: [String])
  case failed(browser: String, status: Int32)
  case tooLong(browser: String, seconds: Int64)
}

/// Two minutes, and four seconds for each megabyte of the page: a report of 80 MB took two minutes.
private func printSeconds(_ bytes: Int) -> Int64 { 120 + Int64(bytes / 250_000) }

/// `/CreationDate (D:20250301…` and `/ModDate` with the digits of another time.
private func withDates(_ pdf: [UInt8], _ time: UTCTime) -> [UInt8] {
  var pdf = pdf
  let digits = Array(time.iso.utf8.filter { (0x30...0x39).contains($0) })
  let mark = Array("Date (D:".utf8)
  for start in pdf.indices where pdf[start] == mark[0] && pdf[start...].starts(with: mark) {
    let first = start + mark.count
    guard first + digits.count <= pdf.count,
      pdf[first..<(first + digits.count)].allSatisfy({ (0x30...0x39).contains($0) })
    else { continue }
    pdf.replaceSubrange(first..<(first + digits.count), with: digits)
  }
  return pdf
}

extension String {
  /// For the path of a file: URL (RFC 3986, section 2.3).
  fileprivate var percentEncoded: String {
    let digits = Array("0123456789ABCDEF")
    return utf8.reduce(into: "") { result, byte in
      let isPlain =
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
        || "-._~/".utf8.contains(byte)
      if isPlain {
        result.append(Character(Unicode.Scalar(byte)))
      } else {
        result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
  }
}
