import Files
import FuzzTargets

/// What libFuzzer calls; `CASEFILE_FUZZ_TARGET` names the target.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  target.run(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

private let target: FuzzTarget = {
  let name = Machine.variable("CASEFILE_FUZZ_TARGET") ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    preconditionFailure(
      "CASEFILE_FUZZ_TARGET is '\(name)', expected one of \(FuzzTarget.allCases.map(\.rawValue))")
  }
  return target
}()
