import CaseModel

/// The names inside a bundle (design section 7; RFC 8493).
package enum BundleFormat {
  package static let bagit = "bagit.txt"
  package static let bagInfo = "bag-info.txt"
  package static let manifest = "manifest-sha256.txt"
  package static let tagManifest = "tagmanifest-sha256.txt"
  package static let verify = "VERIFY.txt"

  package static let caseFile = "data/case/case.json"
  package static let scopeFile = "data/case/scope.json"
  package static let evidence = "data/evidence"
  package static let register = "data/evidence/register.json"
  package static let custody = "data/custody/custody.jsonl"
  package static let findings = "data/findings/findings.json"

  static let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
  /// Labels of bag-info.txt that casefile adds.
  static let formatLabel = "Casefile-Bundle-Format"
  static let headLabel = "Casefile-Custody-Head"
  static let templatesLabel = "Casefile-Templates-SHA256"
  static let format = "1"
}

/// A file that goes into a bundle.
package struct BundleMember {
  /// Below `data/`.
  package var name: String
  package var size: UInt64
  /// What the register says its hash is; packing fails where it is not.
  package var expectedSHA256: String?
  /// Opens it: the next bytes, empty at the end.
  package var open: () throws -> () throws -> ArraySlice<UInt8>

  package init(
    name: String, size: UInt64, expectedSHA256: String? = nil,
    open: @escaping () throws -> () throws -> ArraySlice<UInt8>
  ) {
    self.name = name
    self.size = size
    self.expectedSHA256 = expectedSHA256
    self.open = open
  }

  package init(name: String, bytes: [UInt8]) {
    self.init(name: name, size: UInt64(bytes.count)) {
      var rest = bytes[...]
      return {
        let part = rest
        rest = []
        return part
      }
    }
  }
}

/// What bag-info.txt says.
package struct BagFacts: Sendable {
  package var organisation: String
  package var identifier: String
  package var description: String
  package var date: String
  package var custodyHead: String
  /// Of the templates that the reports are made with.
  package var templates = ""
  package var tool: ToolIdentity

  package init(
    organisation: String, identifier: String, description: String, date: String,
    custodyHead: String, tool: ToolIdentity
  ) {
    self.organisation = organisation
    self.identifier = identifier
    self.description = description
    self.date = date
    self.custodyHead = custodyHead
    self.tool = tool
  }
}

/// Something that a check of a bundle found.
package struct BundleProblem: Equatable, Sendable {
  package enum Weight: Sendable {
    /// Proven different: exit 4.
    case different
    /// Cannot be decided: exit 5.
    case undecided
  }

  package var weight: Weight
  /// `nil`: the ZIP structure, or the bundle as a whole.
  package var member: String?
  package var what: String

  package init(_ weight: Weight, _ member: String?, _ what: String) {
    self.weight = weight
    self.member = member
    self.what = what
  }
}
