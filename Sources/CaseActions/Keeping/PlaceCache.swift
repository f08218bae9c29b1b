import CaseFolder
import Files
import Synchronization

/// Where this machine saw the evidence, while a case is open.
final class PlaceCache: Sendable {
  private let places: Mutex<EvidencePlaces>

  init(_ places: EvidencePlaces) { self.places = Mutex(places) }

  /// This machine saw none of the evidence.
  var isEmpty: Bool { places.withLock { $0.isEmpty } }

  /// `nil` where nobody saw it yet; else whether it is still what was seen.
  func isAsSeen(_ evidence: Int, _ facts: FileFacts) -> Bool? {
    places.withLock { $0[evidence] }.map { $0 == EvidencePlaces.Place(facts) }
  }

  func note(_ evidence: Int, _ facts: FileFacts) {
    places.withLock { $0[evidence] = EvidencePlaces.Place(facts) }
  }

  /// - Parameter isKept: it is written to cache/places.json; a case that is only read keeps nothing.
  func write(_ folder: CaseFolder, isKept: Bool) {
    if isKept { folder.writePlaces(places.withLock { $0 }) }
  }
}
