import CaseFolder
import TextFormats

/// The hashes of the custody entries that a bundle holds, in their order; `nil` where it holds none.
package func sealedHashes(_ reader: BundleReader) throws -> [String]? {
  if reader.sizes[BundleFormat.custody] != nil {
    return try CustodyLog(reading: try reader.bytes(BundleFormat.custody)).hashes
  }
  guard reader.sizes[BundleFormat.custodyOutline] != nil else { return nil }
  let json = try JSONReader.read(try reader.bytes(BundleFormat.custodyOutline))
  return json["entries"]?.elements?.compactMap { $0["hash"]?.text }
}
