#!/usr/bin/env python3
"""Breaks one rule of the product after the other and expects the tests to notice.

usage: Tests/Mutants/mutants.py [WORD …]     only mutants whose name holds a word
       Tests/Mutants/mutants.py --check      that what each one breaks still stands in the code (lint)

Works in a copy of the tree that git has, with a build folder of its own that is kept between runs
(.build-mutants). By hand, not in CI: each mutant is a build of the tests and a run of some of them.
"""
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
COPY = ROOT / ".build-mutants" / "tree"

# name, file of Sources, what stands there, what it becomes
MUTANTS = [
    ("R1 only a folder is Sync", "ResolvedEvidence",
     "return row.items.isEmpty ? .unknown : .sync", "return row.items.isEmpty ? .unknown : .bind"),
    ("R1 a type that cannot be read, and a folder", "ResolvedEvidence",
     "if row.marks.contains(.accessTypeUnread), namesFolder(row) { return .sync }", ""),
    ("R2 the copy that widens access decides", "RecordDecisions",
     "rank(table[other]) < RecordDecisions", "rank(table[other]) > RecordDecisions"),
    ("R3 a name with one GUID", "MailboxDirectory",
     "candidates.count == 1 ? candidates.first", "candidates.count >= 1 ? candidates.min()"),
    ("R4 a time that depends on a culture", "RecordBuilder+Time",
     "row.marks.insert(.wrapperTime)", ""),
    ("R4 the order of day and month is not guessed", "RecordedTimeReader",
     "swapped ?? straight == nil ? nil : .dayOrMonth(date.first, date.second)",
     "straight.map { .time($0, mayBeShifted: false) }"),
    ("R4 the zero of a clock is no time", "RecordedTime",
     "!isPlausible(time)", "time.seconds == 0, !isPlausible(time)"),
    ("R5 the first identifier", "MessageIdentifier",
     'case .immutableId: "immutableId"', 'case .immutableId: "id"'),
    ("R6 the earliest name", "FolderNames",
     "if names[key] == nil { names[key] = folder.name }", "names[key] = folder.name"),
    ("R7 the session of the context", "ContextBuilder",
     "said(fields.contextSession, access.session, bytes, .linkUnread, &unread, &texts), &texts)",
     "0, &texts)"),
    ("R7 device properties that cannot be read", "ContextBuilder",
     "if row.session == 0, device.isUnread { unread.add(.linkUnread) }", ""),
    ("R8 addresses that disagree", "ResolvedContexts",
     "canonical.count ?? 0) > 1", "canonical.count ?? 0) > 2"),
    ("R23 a part that was not answered", "CollectorLog",
     "let parts = whole.subtracting(run.failed)", "let parts = whole.merged"),
    ("R23 a range in no zone", "CollectorLog",
     "begun.append(TimeSpan(from: from, to: to).inEveryZone)", "begun.append(TimeSpan(from: from, to: to))"),
    ("R22 throttling that cannot be read", "FindingsBuilder+Mailbox",
     "(throttled + unread + suspected.periods", "(throttled + suspected.periods"),
    ("R22 a lost anchor", "UnreadTable",
     "return !lostAnchors.isEmpty || sessions", "return sessions"),
    ("R22 cut lists", "RecordNode+Notation",
     "if case .value(.list(let elements)) = inner, let count, count > elements.count {",
     "if case .value(.list(let elements)) = inner, let count, count > elements.count + 9 {"),
    ("R25 linked contexts", "DecidedRecords",
     "if kind == .attacker || kind.isLinked {", "if kind == .attacker {"),
    ("R25 what is not read", "ActTable",
     "isRead: known != nil", "isRead: true"),
    ("R8 known good matches every address", "IndicatorMatch",
     "if isKnownGood, present", "if isKnownGood, present.isEmpty, present"),
    ("R9 the reading of Sync", "FindingsBuilder+Mailbox",
     "readings.sync == .mailbox", "readings.sync == .folder"),
    ("R10 twenty-four hours", "Throttling",
     "static let length: Int64 = 24 * 3_600", "static let length: Int64 = 23 * 3_600"),
    ("R10 the reading of throttling", "FindingsBuilder+Mailbox",
     "readings.throttle == .assumed", "readings.throttle == .undetermined"),
    ("R11 not stated opens no period", "Throttling",
     "{ $0.throttled == .yes }", "{ $0.throttled != .no }"),
    ("R12 a thousand records", "Throttling",
     "static let burst = 1_000", "static let burst = 1_001"),
    ("R13 both sides of the window", "RecordedCoverage",
     "span.from < $0.from && span.to >= $0.to", "span.from < $0.from || span.to >= $0.to"),
    ("R13 a bypass is everywhere", "AuditChange",
     "target.isEmpty || cause == .bypass", "target.isEmpty"),
    ("R13 a configuration that leaves something open", "ConfiguredCoverage",
     "open.isEmpty && periods.isEmpty && !ruledOut.isEmpty", "periods.isEmpty && !ruledOut.isEmpty"),
    ("R14 an indicator goes before known good", "Attribute",
     "if !attacker.isEmpty {", "if !attacker.isEmpty, good.isEmpty {"),
    ("R14 linking can be switched off", "Attribute",
     "if let link, scope.readings.linkSessions {", "if let link {"),
    ("R14 contested", "Attribute",
     "decision.contested = counts != true", "decision.contested = false"),
    ("R14 somebody decides what is contested", "Attribute",
     "counts == true ? (isEarlier ?", "counts == false ? (isEarlier ?"),
    ("R14 linked before the anchor", "Attribute",
     "Attribution(isEarlier ? .linkedEarlier : .linked)", "Attribution(.linked)"),
    ("R14 what is earlier can be left out", "Attribute",
     "isEarlier && !scope.readings.linkEarlier ? nil : ", ""),
    ("R10 the record that opens a period stands apart", "Throttling",
     "if !isOpen, access.throttled == .yes {", "if false {"),
    ("R14 a decision is about one context", "ContextSelector",
     "own == self && own.isNameable", "own.isNameable"),
    ("R14 a decision names what can be told apart", "ContextSelector",
     "own == self && own.isNameable", "own == self"),
    ("archives: what a system hides is looked at (R22)", "ArchiveMember",
     "return !trace.isFound", "return true"),
    ("archives: one without an account excludes nothing (R22)", "FindingsRequest+Case",
     "$0.notRead ?? [.unknown(in: $0.originalName)]", "$0.notRead ?? []"),
    ("archives: bytes of no member (R22)", "ArchiveSource",
     "directory.problems.first(where: \\.isOfLayout)", "directory.problems.first(where: \\.isHouse)"),
    ("R22 another record in a row", "CSVExport+Flat", "if held {", ""),
    ("R22 a copy without the field heals nothing", "VariantUnion",
     "healContext(.deviceUnread) { $0.device != 0 }", "healContext(.deviceUnread) { $0.user != 0 }"),
    ("archives: a file that is not read excludes nothing (R22)", "FindingsBuilder+Mailbox",
     "if !notRead.isEmpty {", "if notRead.count > 9 {"),
    ("archives: text that is no export may name access (R22)", "EvidenceImport+Archive",
     "mayHold = trace.isFound", "mayHold = false"),
    ("R24 a copy is held by its file too", "Tally",
     "holders.add(held + [record.source.evidence], to: variant", "holders.add(held, to: variant"),
    ("R24 only what both asked for is compared", "ComparedExport",
     "return isUser && isMailbox", "return isMailbox"),
    ("R24 what one lacks, both may lack", "FindingsBuilder+Mailbox",
     "+ pass.all.overlaps.gaps(index, mailbox.windows)", ""),
    ("R14 a device is a field of rules", "IndicatorMatch",
     "devices.contains(context.device) ?", "!devices.contains(context.device) ?"),
    ("R14 a device stands in the sign-in's properties", "RecordWalk",
     "case .id: walk.fields.signInDevice = value", "case .id: break"),
    ("R14 a sign-in that is there answers", "FindingsBuilder",
     "pass.totals.uniqueMailAccess == 0 || pass.all.signIns.areHeld", "pass.totals.uniqueMailAccess == 0"),
    ("R25 a search is told with its words", "ActDetails",
     'if name.hasPrefix("searchquery") { return .query }', ""),
    ("R25 what an assistant read is told", "ActDetails",
     'if name == "copilotinteraction" { return .assistant }', ""),
    ("R27 what was permitted before is not granted", "Findings+Applications",
     'maxSplits: 1).last ?? ""', 'maxSplits: 1).first ?? ""'),
    ("R27 an application of the attacker's is told without a consent", "Findings+Applications",
     "use.isAttackers || consented", "consented"),
    ("R19 rows that are accepted are counted", "ScopeDecision",
     "what == .acceptRejected(evidence: evidence, rows: rows) &&", "true &&"),
    ("R14 system services", "Attribute",
     "|| context.logonType == LogonType.systemService", ""),
    ("R15 every access", "Attribute",
     "scope.readings.assumption == .everyAccess", "scope.readings.assumption == .attributed"),
    ("R16 the end is not in the window", "TimeSpan",
     "time < to", "time <= to"),
    ("R17 more operations than items", "AttackerAccess",
     "} else if missing > 0, named > 0 {", "} else if missing > 1, named > 0 {"),
    ("R17 the operation of a shifted row", "CSVExport",
     "guard fields.count == columns.count else { return nil }", ""),
    ("R17 bytes that hold mail access", "Salvage+Access",
     "return believed == nil ? held : nil", "return believed ?? held"),
    ("R17 an item without identifier", "AttackerAccess",
     "noteUnnamed(.noIdentifier, 1, FolderKey(item, evidence), index)", "break"),
    ("inventory: delivered behind a period", "MessagePlace",
     "delivered < $0.to", "delivered <= $0.to"),
    ("inventory: what cannot be placed", "MessageCheck+Reasons",
     "if !place.isPlaced {", "if !place.isPlaced, place.delivered == nil {"),
    ("inventory: the attacker came later", "AccessEnd",
     "$0 >= end.time", "$0 > end.time"),
    ("inventory: folders that cannot be compared", "MessagePlace",
     "case .unknown: answer = .unknown", "case .unknown: break"),
    ("R10 what was asked before the window", "FindingsBuilder+Signs",
     "reach.isStated ? reach.uncovered([lookBack]).isEmpty : ", ""),
    ("R13 an export of another mailbox", "ExportReach",
     "guard query.mayAsk(for: mailbox) else { continue }", ""),
    ("R13 a query that nobody stated closes a gap", "ExportReach",
     "if !isStated { parts = unstated }", "parts += unstated"),
    ("R13 lag by what was asked for", "ExportReach",
     "to: min(part.span.to, $0 + -ExportReach.delay)", "to: $0 + -ExportReach.delay"),
    ("R13 a cut export covers", "ExportReach",
     "if !isCut { parts.append(part) }", "parts.append(part)"),
    ("R18 a filter covers", "ExportReach",
     "if query.isNarrow {", "if false {"),
    ("R18 as many next links as pages", "PageChains",
     "chain.nextLinks >= chain.pages", "chain.nextLinks > chain.pages"),
    ("R18 the count of all pages", "PageChains",
     "chain.rows >= count && chain.rows % count == 0", "true"),
    ("R18 the last page says so", "CompletenessLedger",
     "if run.more > 0, run.noMore == 0 {", "if run.more > 0, run.noMore > 0 {"),
    ("R18 ResultCount beside the service's word", "CompletenessLedger",
     "let isCounted = run.more == 0 && run.noMore == 0", "let isCounted = true"),
    ("R18 a rejected row is no gap", "CompletenessLedger",
     "let rows = run.rows + ledger.unindexedRejects", "let rows = run.rows"),
    ("R23 the narrower of both", "StatedQuery",
     "return first.isEmpty ? second : first", "return first"),
    ("R23 a query of other pages", "StatedQuery",
     "return !id.isEmpty && ledger.pages.keys.contains { $0.query == id }", "return true"),
    ("R18 round counts", "CompletenessLedger",
     "100, 1_000, 2_000,", "100, 2_000,"),
    ("R18 a rejected row is no gap", "CSVExport",
     "noteLastResult(bytes, input.position..<end, columns, &output)", ""),
    ("R18 a short last row", "CompletenessLedger",
     "if ledger.shortLastRows > 0 {", "if ledger.shortLastRows > 1 {"),
    ("R19 salvaged ids are a class of their own", "FindingsBuilder+Mailbox",
     "reject.salvaged.isEmpty ? .rejected : .salvaged", ".rejected"),
    ("R20 the lowest place is the source", "Tally",
     "records[variant].source = min(own, record.source)", "records[variant].source = own"),
    ("R20 tally: rows count on behind the parts before", "TallyPart",
     "row += part.ledger.rows", "row += 0"),
    ("R20 tally: two readings of the same bytes", "PartialTally",
     "if isOwn, isOther, own != next {", "if false {"),
    ("R20 tally: every byte is there", "TallyPart",
     "if !ends.contains(place) {", "if place > piece.bytes {"),
    ("R20 tally: an id that is reused", "MessageFacts+Listed",
     "list[index].isReused = entry.isReused", ""),
    ("R20 tally: subjects go along", "MessageFacts+Listed",
     "list[number(key.message, key.mailbox)].subject = (subject.time, subject.text)", "_ = (key, subject)"),
    ("R20 tally: another scope", "PartialTally",
     "if other.scopeSHA256 != scopeSHA256 {", "if false {"),
    *[("narrow " + name, file, old, new) for name, file, old, new in [
        ("the scope", "Tally+Narrowed", "if reached.isScoped(context) || reached", "if reached"),
        ("what an indicator matches", "Tally+Narrowed", "|| reached.isMatched(context) ", ""),
        ("what shares a session", "Tally+Narrowed", " || linked.hold(row)", ""),
        ("copies that differ", "Tally+Narrowed", "|| several.contains(record.key) || rej", "|| rej"),
        ("a row that was cut", "Tally+Narrowed", " || rejectedKeys.contains(record.key)", ""),
        ("sign-ins of the scope", "Tally+Narrowed", "if signIns.contains(record.operation), signedIn.hold(row) { return true }", ""),
        ("settings", "Tally+Narrowed", "return kinds[record.operation]?.isSetting == true\n      || record", "return record"),
        ("access types", "Tally+Narrowed", "(record.access != .bind && record.access != .sync)", "false"),
        ("throttled Sync", "Tally+Narrowed", "|| (record.access == .sync && record.throttled == .yes)", ""),
        ("marks", "Tally+Narrowed", "|| RecordSieve.anomalies.contains { record.marks.contains($0) }", ""),
        ("addresses", "Tally+Narrowed", "|| reached.addressesDisagree(context)", ""),
        ("first and last", "Tally+Narrowed", "elsewhere.saw(record.time)", ""),
        ("owners", "Tally+Narrowed", "isOwner: reached.isOwner(Int(record.context)))", "isOwner: true)"),
        ("counts of items", "Tally+Narrowed", "record, record.access, named: named,", "record, record.access, named: 0,"),
        ("other ways", "Tally+Narrowed", "      elsewhere.operations.insert(record.operation)\n", ""),
        ("names that copies say together", "Tally+Outline", "for key in united.namings.keys {", "for key in items.namings.keys {"),
        ("names without records", "Tally+Narrowed", "    tally.addNamings(of: outline, shard)\n", ""),
        ("facts of the scope", "Tally+Narrowed", "where reached.isScoped(naming: Int(fact.mailbox) - 1) {\n      selection.add(fact)", "where reached.isScoped(naming: Int(fact.mailbox) - 1) {\n      _ = fact"),
        ("copies in one shard", "TallyShards", "records[TallyShards.shard(record.key, count)]", "records[index % count]"),
        ("a shard twice", "TallyExtent", "if common.count == other.held.count { return false }", ""),
    ]],
]


def run(command, **more):
    return subprocess.run(command, cwd=COPY, capture_output=True, text=True, **more)


def copy_tree():
    COPY.mkdir(parents=True, exist_ok=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    names = set(filter(None, listed.split("\0")))
    # What was moved or removed would still be built.
    for path in [path for top in ("Sources", "Tests") for path in (COPY / top).rglob("*")]:
        if path.is_file() and str(path.relative_to(COPY)) not in names: path.unlink()
    for name in sorted(names):
        source, target = ROOT / name, COPY / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != source.read_bytes():
            shutil.copyfile(source, target)


def source(file):
    """The path of a file below the tree, by its name alone: files move."""
    found = sorted(ROOT.glob(f"Sources/**/{file}.swift"))
    if len(found) != 1: sys.exit(f"{file}.swift: {len(found)} files of that name, expected one")
    return found[0].relative_to(ROOT)


def check():
    for name, file, old, _ in MUTANTS:
        count = (ROOT / source(file)).read_text().count(old)
        if count != 1: sys.exit(f"{name}: '{old}' stands {count} times in {file}, expected once")
    print(f"{len(MUTANTS)} mutants can be made")


def tests(name=""):
    """The tests pass; `None`: it does not even build."""
    if run(["swift", "build", "--build-tests"]).returncode != 0:
        return None
    chosen = "CaseFindingsTests|CaseScopeTests|CaseModelTests|CaseImportTests"
    if name.startswith("narrow"): chosen = "NarrowTallyTests|NarrowRefusalTests"
    if name.startswith("archive"): chosen = "CaseFindingsTests|Container"
    test = ["swift", "test", "--skip-build", "--filter"]
    # Most are found by what takes half a minute.
    quick = "CaseScopeTests|CaseModelTests|CaseFindingsTests"
    slow = "LossTests|UnreadTests|MetamorphicTests|TallyFileTests|NarrowTally"
    if name and run(test + [quick, "--skip", slow]).returncode != 0: return False
    return run(test + [chosen]).returncode == 0


def main():
    words = sys.argv[1:]
    if words == ["--check"]: return check()
    chosen = [m for m in MUTANTS if not words or any(w.lower() in m[0].lower() for w in words)]
    check()
    copy_tree()
    if tests() is not True:
        sys.exit("the tests do not pass without a mutant")
    survived = []
    for name, file, old, new in chosen:
        path = COPY / source(file)
        text = path.read_text()
        path.write_text(text.replace(old, new))
        passed = tests(name)
        path.write_text(text)
        verdict = {True: "SURVIVED", False: "killed", None: "does not build"}[passed]
        print(f"{verdict:14} {name}", flush=True)
        if passed is not False:
            survived.append(name)
    if survived:
        sys.exit(f"{len(survived)} of {len(chosen)} mutants were not killed")
    print(f"all {len(chosen)} mutants were killed")


main()
