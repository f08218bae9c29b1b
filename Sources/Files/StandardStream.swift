import Glibc

package enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// Writes all bytes; an error is ignored on standard error, where there is no one left to tell.
  package func write(_ bytes: [UInt8]) throws(FileProblem) {
    var written = 0
    while written < bytes.count {
      let result = retrying {
        bytes.withUnsafeBytes { buffer in
          Glibc.write(rawValue, buffer.baseAddress.map { $0 + written }, buffer.count - written)
        }
      }
      if result < 0 {
        // Whoever reads may have seen enough, as `| head` has: the work goes on.
        if self == .error || errno == EPIPE { return }
        throw FileProblem(.write, "standard output", code: errno)
      }
      written += result
    }
  }
}

/// What the machine says of itself: clock, host and user are claims, never evidence (R21).
package enum Machine {
  /// Seconds since the epoch.
  package static var now: Int64 { Int64(time(nil)) }

  /// Since some moment: for how long something took.
  package static var milliseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// Columns of the terminal that standard error is; `nil` where it is none.
  package static var errorColumns: Int? {
    if isatty(2) != 1 { return nil }
    var size = winsize()
    if ioctl(2, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return 80
  }

  /// A person would see what is written to standard output.
  package static var outputIsTerminal: Bool { isatty(1) == 1 }

  /// Cores that this process may use.
  package static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  package static var host: String {
    var buffer = [CChar](repeating: 0, count: 256)
    if gethostname(&buffer, buffer.count - 1) != 0 { return "unknown" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The account that the process runs under; `nil` where the machine has no name for it.
  package static var account: String? {
    guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else { return nil }
    let text = String(cString: name)
    return text.isEmpty ? nil : text
  }

  package static func variable(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// The umask must not open what casefile makes.
  package static func keepFilesPrivate() { umask(0o077) }

  /// A reader that goes away is no failure, and a file that may not grow is an error in words.
  package static func outliveReaders() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Opens standard streams that are closed, so that no file of a case gets their numbers. What is read
  /// or written there still fails: each is opened the other way round.
  package static func openStandardStreams() {
    for number: Int32 in 0...2 where fcntl(number, F_GETFD) < 0 {
      if open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY) < 0 { _exit(1) }
    }
  }

  package static func end(_ code: Int32) -> Never {
    // A signal that came before decides how it ends.
    Leftovers.pass()
    exit(code)
  }
}
