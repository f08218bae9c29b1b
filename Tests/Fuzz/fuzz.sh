#!/usr/bin/env bash
# Tries every fuzz target for some seconds: [FUZZ_SEED=N] Tests/Fuzz/fuzz.sh SECONDS [TARGET…]
#
# With a seed the same inputs are tried again, at most 2,000 a target, so that a commit that passed passes
# tomorrow and on a faster machine; without one, others each time: that is how faults are looked for.
#
# With libFuzzer and AddressSanitizer. `--sanitize` twice takes the last one alone, and without
# `--sanitize fuzzer` SwiftPM looks for a main: so one by SwiftPM, both by the compiler.
# What a target fails on is left in .build/fuzz-findings; mended, it belongs into Tests/Fuzz/Corpus.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:?seconds for each target}
shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=($(ls Tests/Fuzz/Corpus))
export CASEFILE_FUZZ=1 ASAN_OPTIONS=detect_leaks=0 SWIFT_BACKTRACE=enable=no
findings=.build/fuzz-findings
again=()
[ -z "${FUZZ_SEED:-}" ] || again=(-seed="$FUZZ_SEED" -runs=2000 -reload=0)
mkdir -p "$findings"
swift build -c release --sanitize fuzzer -Xswiftc -sanitize=address,fuzzer --product casefile-fuzz \
  --scratch-path .build/fuzz
for target in "${targets[@]}"; do
  log=$findings/$target.log
  mkdir -p ".build/fuzz-corpus/$target"
  if ! CASEFILE_FUZZ_TARGET=$target .build/fuzz/release/casefile-fuzz \
    "${again[@]}" -max_total_time="$seconds" -rss_limit_mb=4096 \
    -artifact_prefix="$findings/$target-" ".build/fuzz-corpus/$target" "Tests/Fuzz/Corpus/$target" > "$log" 2>&1; then
    grep -E "^$target:|ERROR|Test unit written" "$log" || tail -20 "$log"
    exit 1
  fi
  echo "$target: $(grep -E '^Done' "$log")"
done
