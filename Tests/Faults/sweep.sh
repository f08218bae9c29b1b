#!/usr/bin/env bash
# Kills `casefile run` at its Nth system call, or lets that call fail, for N = 1, 2, 3 … until the
# command has no Nth call any more. After each: what stands under a bundle's name verifies, a plain
# run succeeds, the custody chain holds, and a failed call was not exit 0.
#
#   Tests/Faults/sweep.sh .build/release/casefile     (needs strace)
set -uo pipefail
casefile=$(realpath "$1")
root=$(realpath "$(dirname "$0")/../..")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
head -40 "$root/Cases/northwind-bec/exports/audit-2025-03-01.csv" > x.csv
"$casefile" new base --quiet > /dev/null || exit 1
points=0 bad=0
complain() {
  echo "$1"
  bad=$((bad + 1))
}
for call in openat write pwrite64 fsync fchmod rename unlink ftruncate flock; do
  for fault in signal=SIGKILL error=ENOSPC error=EIO; do
    for n in $(seq 1 400); do
      rm -rf c
      cp -a base c
      { strace -f -o trace -e trace=$call -e "inject=$call:$fault:when=$n" \
        "$casefile" run c x.csv --quiet > out 2> err; } 2> /dev/null
      code=$?
      grep -q 'INJECTED\|killed by SIGKILL' trace || break
      points=$((points + 1))
      at="$call $fault, call $n"
      # The dynamic loader opens libraries before casefile runs.
      [ "$fault" = signal=SIGKILL ] || [ $code != 0 ] || [ $call = openat ] \
        || complain "exit 0 in spite of $at"
      for bundle in c/bundles/*.zip; do
        [ ! -e "$bundle" ] || "$casefile" verify "$bundle" --no-seal > out 2>&1 \
          || complain "a bundle that does not verify after $at"
      done
      "$casefile" run c x.csv --quiet > out 2>&1 || complain "a later run fails after $at: $(cat out)"
      "$casefile" custody c --verify > out 2>&1 || complain "the chain is broken after $at: $(cat out)"
    done
  done
done
echo "fault sweep: $points points, $bad bad"
[ $bad = 0 ] && [ $points -gt 200 ]
