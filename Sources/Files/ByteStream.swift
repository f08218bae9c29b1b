/// Bytes that are read once, from the front to the end: of a file, of a member of an archive, of
/// memory.
///
/// Whoever has a buffer has it filled; whoever has none takes the next part.
package final class ByteStream {
  private enum Source {
    case filling((_ buffer: inout [UInt8], _ start: Int) throws -> Int)
    case parts(() throws -> ArraySlice<UInt8>)
  }

  private let source: Source
  /// Of a part, what no buffer had room for.
  private var rest: ArraySlice<UInt8> = []
  /// Parts of a source that fills; used again where nobody keeps the last.
  private var block: [UInt8] = []

  /// - Parameter fill: fills a buffer from a position on and returns the bytes read, 0 at the end.
  package init(_ fill: @escaping (_ buffer: inout [UInt8], _ start: Int) throws -> Int) {
    source = .filling(fill)
  }

  /// - Parameter next: the next bytes, as many as there are; empty at the end.
  package init(parts next: @escaping () throws -> ArraySlice<UInt8>) { source = .parts(next) }

  package convenience init(_ bytes: [UInt8]) {
    var bytes = bytes[...]
    self.init(parts: {
      defer { bytes = [] }
      return bytes
    })
  }

  /// Fills `buffer` from `start` on; returns the bytes read, 0 at the end.
  package func read(into buffer: inout [UInt8], from start: Int) throws -> Int {
    if rest.isEmpty {
      switch source {
      case .filling(let fill): return try fill(&buffer, start)
      case .parts(let next):
        // What is still held would be copied.
        rest = []
        rest = try next()
      }
    }
    let part = rest.prefix(buffer.count - start)
    buffer.replaceSubrange(start..<(start + part.count), with: part)
    rest = rest.dropFirst(part.count)
    return part.count
  }

  /// The next bytes; empty at the end.
  package func next() throws -> ArraySlice<UInt8> {
    switch source {
    case .parts(let next):
      if rest.isEmpty { return try next() }
      defer { rest = [] }
      return rest
    case .filling(let fill):
      if block.isEmpty { block = [UInt8](repeating: 0, count: 1 << 18) }
      let count = try fill(&block, 0)
      return block[..<count]
    }
  }

  /// The same bytes, each part told when it is read.
  package func counted(_ tell: @escaping (Int) -> Void) -> ByteStream {
    switch source {
    case .parts:
      ByteStream(parts: {
        let part = try self.next()
        tell(part.count)
        return part
      })
    case .filling:
      ByteStream { buffer, start in
        let count = try self.read(into: &buffer, from: start)
        tell(count)
        return count
      }
    }
  }
}
