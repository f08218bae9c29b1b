import Files

/// Samples that others made public; not part of the repository, used where they are present.
package enum PublicData {
  package static let folder =
    Machine.variable("CASEFILE_PUBLIC_DATA") ?? "\(parentFolder(repositoryRoot))/shared/data/public"

  package static let isPresent = ((try? fileFacts(folder)) ?? nil) != nil
  package static let absence =
    "the public samples are not here; CASEFILE_PUBLIC_DATA names their folder"
}
