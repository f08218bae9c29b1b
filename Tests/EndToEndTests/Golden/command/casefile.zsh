#compdef casefile
# zsh completion for casefile: casefile completions zsh > "${fpath[1]}/_casefile"
_casefile() {
  local -a commands
  commands=(
    'run:do everything\: import, findings, render, pack, verify; only what is stale'
    'new:make a new case folder'
    'import:copy exports into the case, hash, read and register them; - is standard input'
    'collect-help:print how to export audit records for this case so that nothing is cut off'
    'tally:read a part of the evidence where it is; or merge, split, outline, narrow such parts'
    'spark:print a job for Apache Spark that tallies evidence in a data lake; narrow and hashes print other jobs'
    'evidence:verify\: hash the evidence again, wherever it stays; about\: tell how it was asked for'
    'contexts:list who accessed what from where'
    'scope:show the scope, or add mailboxes, windows and indicators'
    'check:say by message id whether messages were accessed, in every mailbox'
    'inventory:list the messages that a mailbox held, each with its tier'
    'findings:compute findings from the evidence and write them'
    'render:write the breach-scope report and the notice worksheets'
    'export:write the findings for review programs, spreadsheets and CASE/UCO'
    'templates:export the templates, languages and regimes to a folder, or check one'
    'regimes:list the notification laws that worksheets are made for'
    'trigger:enter what started the clock of a notification law, or list the deadlines'
    'review:export the list that reviewers fill in, or import their decisions'
    'issue:keep the findings that were handed out, and begin the issue that supersedes them'
    'diff:say what changed between two issues of the findings'
    'pack:seal the case as a bundle\: one BagIt bag in one ZIP'
    'timestamp:request a time stamp (RFC 3161) of a bundle'\''s seal, or attach the authority'\''s reply'
    'verify:check a bundle, a ZIP or a folder, and report every problem'
    'restore:make a case folder from a verified bundle, byte for byte as packed'
    'status:show where the case stands'
    'custody:print the custody log, or record that something changed hands'
    'close:make the last report and bundle; the case refuses changes from then on'
    'reopen:reopen a closed case'
    'hold:set a litigation hold on a case, or end it'
    'list:list the cases in a folder\: state, hold, retention, last seal'
    'man:print the man page, or that of a topic of the manual'
    'completions:print completions for bash, zsh, fish'
    'schema:print the JSON Schema of what casefile writes, or of what people edit'
    'help:help for one command, or one topic of the manual'
  )
  local -a topics
  topics=(
    'tour:A tour of the shipped case'
    'exporting:From exports to a report, step by step'
    'formats:Exports that casefile reads'
    'members:What casefile reads of a record'
    'finding-the-attacker:Contexts, indicators and scope\: who it was, and what counts'
    'auditing:How auditing was set'
    'mailboxes:What the mailboxes held'
    'reviewing:Review by people'
    'laws:Notification laws, deadlines, and notices in phases'
    'reports:Reports\: languages, formats, sharing, templates'
    'bundles:Bundles\: checking, signing, and who gets what'
    'keeping:Closing a case, keeping it, opening it again'
    'case-folder:What is in a case folder'
    'lake:Bigger than one machine\: evidence in a data lake'
    'scripting:Options, output, exit codes, and commands side by side'
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case $words[2] in
    run)
      _arguments -s '1:command:' '*:file:_files' \
        '*--language[language of the reports, such as en, de or pt-BR]:ID:_files' \
        '*--format[format of the reports; default\: HTML and Markdown. PDF needs Chromium or Chrome]:html|md|docx|pdf:(html md docx pdf)' \
        '--paper[size of a PDF; default\: A4]:A4|letter:(A4 letter)' \
        '--templates[a folder of templates; the built-in ones are used for any that are not in it]:DIR:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    new)
      _arguments -s '1:command:' '*:file:_files' \
        '--number[case number; names the bundles]:TEXT:_files' \
        '--title[title of the case]:TEXT:_files' \
        '--organisation[whose mailboxes these are]:TEXT:_files' \
        '--examiner[who examines]:TEXT:_files' \
        '--qualifications[training and experience of the examiner]:TEXT:_files' \
        '--requester[who asked for the examination]:TEXT:_files' \
        '--authority[on what basis\: engagement, order, policy]:TEXT:_files' \
        '*--question[a question to be answered]:TEXT:_files' \
        '*--regime[a law whose worksheet is wanted, as casefile regimes lists it]:ID:_files' \
        '--marking[printed on every report, such as a claim of privilege]:TEXT:_files' \
        '--language[language of the reports\: en, de or pt-BR]:ID:_files' \
        '--zone[a second zone for times, such as America/New_York]:ZONE:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    import)
      _arguments -s '1:command:' '*:file:_files' \
        '--kind[what the files hold\: records, how auditing was set, a mailbox'\''s messages, a query]:records|audit-config|messages|query:(records audit-config messages query)' \
        '--objects[for a tally\: addresses and hashes of the evidence that stays elsewhere]:LIST:_files' \
        '*--for[for a query\: evidence that it was asked for]:E001:_files' \
        '--about[what is known about the export'\''s origin]:FILE.json:_files' \
        '--source-system[where the records come from]:TEXT:_files' \
        '--tenant[tenant name or id]:TEXT:_files' \
        '--collected-at[when the export was made, UTC]:TIME:_files' \
        '--collected-by[who made it]:NAME:_files' \
        '--collected-tool[with which tool]:TEXT:_files' \
        '--collected-command[with which command]:TEXT:_files' \
        '--times[which number of a date such as 11/03/2026 is the day]:day-first|month-first:(day-first month-first)' \
        '--query-from[start of the query'\''s range, UTC]:TIME:_files' \
        '--query-to[end of the query'\''s range, UTC]:TIME:_files' \
        '*--query-operation[an operation the query asked for]:NAME:_files' \
        '*--query-user[a user the query asked for]:UPN:_files' \
        '*--query-mailbox[a mailbox the query asked for]:UPN:_files' \
        '*--query-address[an address the query asked for]:ADDRESS:_files' \
        '--query-text[free text the query was filtered by]:TEXT:_files' \
        '--query-unfiltered[the query had no filter by operation, user, mailbox or text]' \
        '--query-folder[the folder that listed messages are from]:PATH:_files' \
        '--with-recoverable[messages in Recoverable Items are listed too]:yes|no:(yes no)' \
        '--with-archive[messages in the archive are listed too]:yes|no:(yes no)' \
        '--received-from[who handed it over]:NAME:_files' \
        '--received-at[when, UTC]:TIME:_files' \
        '--dry-run[show the ledger of each file, change nothing]' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    collect-help)
      _arguments -s '1:command:' '*:file:_files' \
        '--from[start, UTC; default\: that of the first window]:TIME:_files' \
        '--to[end, UTC; default\: that of the last window]:TIME:_files' \
        '--templates[a folder of templates; the built-in ones are used for any that are not in it]:DIR:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    tally)
      _arguments -s '1:command:' '2:word:(merge split outline narrow)' '*:file:_files' \
        '--scope[scope.json of the case]:FILE:_files' \
        '--source[what the case calls the source, such as E001]:NAME:_files' \
        '--base-offset[bytes of the source before this part; default\: 0]:N:_files' \
        '--split-offset[where a split of lines made by Hadoop or Spark begins; instead of --base-offset]:N:_files' \
        '--format[of the records, as the register names it; default\: detected]:NAME:_files' \
        '--shards[split\: deal the records into this many tallies]:N:_files' \
        '--outline[outline, narrow\: what all mailboxes are called, and whom the scope reaches]:FILE:_files' \
        '--output[default\: standard output; split\: a folder]:FILE:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    spark)
      _arguments -s '1:command:' '2:word:(narrow hashes)' '*:file:_files' \
        '--templates[a folder of templates; the built-in ones are used for any that are not in it]:DIR:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    evidence)
      _arguments -s '1:command:' '2:word:(verify about)' '*:file:_files' \
        '--objects[verify\: take the hashes of what stays elsewhere from a list made just now]:LIST:_files' \
        '--about[what is known about the export'\''s origin]:FILE.json:_files' \
        '--source-system[where the records come from]:TEXT:_files' \
        '--tenant[tenant name or id]:TEXT:_files' \
        '--collected-at[when the export was made, UTC]:TIME:_files' \
        '--collected-by[who made it]:NAME:_files' \
        '--collected-tool[with which tool]:TEXT:_files' \
        '--collected-command[with which command]:TEXT:_files' \
        '--times[which number of a date such as 11/03/2026 is the day]:day-first|month-first:(day-first month-first)' \
        '--query-from[start of the query'\''s range, UTC]:TIME:_files' \
        '--query-to[end of the query'\''s range, UTC]:TIME:_files' \
        '*--query-operation[an operation the query asked for]:NAME:_files' \
        '*--query-user[a user the query asked for]:UPN:_files' \
        '*--query-mailbox[a mailbox the query asked for]:UPN:_files' \
        '*--query-address[an address the query asked for]:ADDRESS:_files' \
        '--query-text[free text the query was filtered by]:TEXT:_files' \
        '--query-unfiltered[the query had no filter by operation, user, mailbox or text]' \
        '--query-folder[the folder that listed messages are from]:PATH:_files' \
        '--with-recoverable[messages in Recoverable Items are listed too]:yes|no:(yes no)' \
        '--with-archive[messages in the archive are listed too]:yes|no:(yes no)' \
        '--received-from[who handed it over]:NAME:_files' \
        '--received-at[when, UTC]:TIME:_files' \
        '--by[who decided]:NAME:_files' \
        '--why[why]:TEXT:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    contexts)
      _arguments -s '1:command:' '*:file:_files' \
        '*--mailbox[only this mailbox]:UPN|GUID:_files' \
        '*--user[only this user]:UPN:_files' \
        '*--address[only from these addresses]:IP|CIDR:_files' \
        '*--session[only this session]:ID:_files' \
        '*--client[only with this in the client string]:TEXT:_files' \
        '*--application[only this application]:ID:_files' \
        '*--class[only this class]:attacker|linked|assumption|knownGood|service|unattributed:(attacker linked assumption knownGood service unattributed)' \
        '--sort[most records or messages first; or by time, or by id]:records|messages|first|last|id:(records messages first last id)' \
        '--limit[no more than this many]:N:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    scope)
      _arguments -s '1:command:' '*:file:_files' \
        '*--mailbox[a mailbox to examine]:UPN|GUID:_files' \
        '--from[start of a window, UTC; needs --to]:TIME:_files' \
        '--to[end of the window, exclusive]:TIME:_files' \
        '*--attacker-address[an attacker'\''s address]:IP|CIDR:_files' \
        '*--attacker-session[an attacker'\''s session]:ID:_files' \
        '*--attacker-token[an attacker'\''s token]:ID:_files' \
        '*--attacker-client[part of a client string]:TEXT:_files' \
        '*--attacker-application[an application id]:ID:_files' \
        '*--attacker-device[an attacker'\''s device]:ID:_files' \
        '*--attacker-user[an attacker'\''s account]:UPN:_files' \
        '*--known-good-address[a known-good address]:IP|CIDR:_files' \
        '*--known-good-session[a known-good session]:ID:_files' \
        '*--known-good-token[a known-good token]:ID:_files' \
        '*--known-good-client[part of a client string]:TEXT:_files' \
        '*--known-good-application[a known-good application]:ID:_files' \
        '*--known-good-device[a known-good device]:ID:_files' \
        '*--known-good-user[a known-good account]:UPN:_files' \
        '--sync-reading[what a Sync record assumes (R9)]:mailbox|folder:(mailbox folder)' \
        '--throttle-reading[what throttling means (R10)]:assumed|undetermined:(assumed undetermined)' \
        '--assumption[whose access counts (R15)]:attributed|everyAccess:(attributed everyAccess)' \
        '--access-ended[from then on the attacker had no access, UTC; with --mailbox, to that mailbox]:TIME:_files' \
        '--link-sessions[follow shared sessions (R14)]:true|false:(true false)' \
        '--link-earlier[linked access counts before the first match (R14)]:true|false:(true false)' \
        '*--retract[a rule that was wrong matches nothing any more; it stays on record]:ID:_files' \
        '*--leave-outside[matches in this mailbox stay outside the scope]:UPN|GUID:_files' \
        '*--contested-counts[contested access that counts as the attacker'\''s, such as C12]:CONTEXT:_files' \
        '*--contested-stays[contested access that stays known good]:CONTEXT:_files' \
        '*--accept-rejected[the rows of a file that cannot be read are accepted as they are]:EVIDENCE:_files' \
        '*--waive[what a final report goes without, by the name that --final gives it, such as examiner]:NAME:_files' \
        '--adopt[answer for scope.json as it is\: reports say that the scope is adopted, and what they lack]' \
        '--final[adopt the scope if nothing is missing, so that reports are final; else say what is]' \
        '--by[who decided]:NAME:_files' \
        '--why[why]:TEXT:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    check)
      _arguments -s '1:command:' '*:file:_files' \
        '*--ids[a file with one id per line; - is standard input]:FILE:_files' \
        '--csv[print the verdicts as CSV]' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    inventory)
      _arguments -s '1:command:' '*:file:_files' \
        '*--tier[only this tier]:recorded|assumed|undetermined|otherAccess|notSeen:(recorded assumed undetermined otherAccess notSeen)' \
        '*--mailbox[only this mailbox]:UPN|GUID:_files' \
        '*--folder[only this folder]:PATH:_files' \
        '--unplaced[only those that cannot be placed]' \
        '--subjects[with sender and subject\: personal data]' \
        '--csv[print them as CSV]' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    findings)
      _arguments -s '1:command:' '*:file:_files' \
        '*--tally[use what casefile tally read elsewhere instead of the evidence]:FILE:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    render)
      _arguments -s '1:command:' '*:file:_files' \
        '--report[only this one\: breach-scope, notice, certificate-902-13, certificate-902-14, custody-form]:NAME:_files' \
        '--regime[the regime of a notice]:ID:_files' \
        '--redact[for sharing\: pseudonyms for mailboxes, users, addresses and message ids]' \
        '*--language[language of the reports, such as en, de or pt-BR]:ID:_files' \
        '*--format[format of the reports; default\: HTML and Markdown. PDF needs Chromium or Chrome]:html|md|docx|pdf:(html md docx pdf)' \
        '--paper[size of a PDF; default\: A4]:A4|letter:(A4 letter)' \
        '--templates[a folder of templates; the built-in ones are used for any that are not in it]:DIR:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    export)
      _arguments -s '1:command:' '*:file:_files' \
        '--redact[for sharing\: pseudonyms for mailboxes, users, addresses and message ids]' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    templates)
      _arguments -s '1:command:' '2:word:(export check)' '*:file:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    regimes)
      _arguments -s '1:command:' '*:file:_files' \
        '--templates[a folder of templates; the built-in ones are used for any that are not in it]:DIR:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    trigger)
      _arguments -s '1:command:' '*:file:_files' \
        '--regime[which law]:ID:_files' \
        '--name[which of its triggers]:TRIGGER:_files' \
        '--at[when, UTC]:TIME:_files' \
        '--by[who decided]:NAME:_files' \
        '--why[why]:TEXT:_files' \
        '--templates[a folder of templates; the built-in ones are used for any that are not in it]:DIR:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    review)
      _arguments -s '1:command:' '2:word:(export import)' '*:file:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    issue)
      _arguments -s '1:command:' '*:file:_files' \
        '--by[who decided]:NAME:_files' \
        '--why[why]:TEXT:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    diff)
      _arguments -s '1:command:' '*:file:_files' \
        '--from[the earlier issue; default\: the one before the present one]:N:_files' \
        '--to[the later issue; default\: the present one, computed now]:M:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    pack)
      _arguments -s '1:command:' '*:file:_files' \
        '--for[who it is for\: internal holds all, the others leave classes out]:internal|regulator|opposing:(internal regulator opposing)' \
        '--recipient[printed on every page]:NAME:_files' \
        '--marking[printed on every page, such as a claim of privilege]:TEXT:_files' \
        '*--mailbox[only what concerns this mailbox]:UPN|GUID:_files' \
        '--evidence[without the exports themselves]:hashes-only:_files' \
        '*--with[include this class too\: evidence, findings, reports, decisions, review, custody]:CLASS:_files' \
        '*--ground[why a class is withheld]:CLASS=TEXT:_files' \
        '--sign-key[sign the seal with this key (PEM)]:FILE:_files' \
        '--sign-cert[and this certificate, followed by its chain]:FILE:_files' \
        '--passphrase-file[for an encrypted key]:FILE:_files' \
        '--store[do not compress\: the same bytes with any zlib]' \
        '*--language[language of the reports, such as en, de or pt-BR]:ID:_files' \
        '*--format[format of the reports; default\: HTML and Markdown. PDF needs Chromium or Chrome]:html|md|docx|pdf:(html md docx pdf)' \
        '--paper[size of a PDF; default\: A4]:A4|letter:(A4 letter)' \
        '--templates[a folder of templates; the built-in ones are used for any that are not in it]:DIR:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    timestamp)
      _arguments -s '1:command:' '2:word:(request attach)' '*:file:_files' \
        '*--ca[certificates (PEM) that you trust]:FILE:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    verify)
      _arguments -s '1:command:' '*:file:_files' \
        '--recompute[rebuild findings and reports from the bundled evidence]' \
        '--templates[a folder of templates; the built-in ones are used for any that are not in it]:DIR:_files' \
        '--no-seal[do not require the .zip.sha256 beside it]' \
        '*--ca[certificates (PEM) that you trust]:FILE:_files' \
        '--at[time at which certificates must be valid; default\: now]:TIME:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    restore)
      _arguments -s '1:command:' '*:file:_files' \
        '--no-seal[do not require the .zip.sha256 beside it]' \
        '*--ca[certificates (PEM) that you trust]:FILE:_files' \
        '--at[time at which certificates must be valid; default\: now]:TIME:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    status)
      _arguments -s '1:command:' '*:file:_files' \
        '--verify[hash the evidence again; accept a moved case]' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    custody)
      _arguments -s '1:command:' '*:file:_files' \
        '--verify[check the chain of hashes]' \
        '--against[and that it continues what was sealed]:BUNDLE:_files' \
        '--from[who handed it over]:NAME:_files' \
        '--to[who received it]:NAME:_files' \
        '--purpose[what for]:TEXT:_files' \
        '*--object[what\: E001, or bundles/NAME.zip]:NAME:_files' \
        '--no-seal[do not require the .zip.sha256 beside it]' \
        '*--ca[certificates (PEM) that you trust]:FILE:_files' \
        '--at[time at which certificates must be valid; default\: now]:TIME:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    close)
      _arguments -s '1:command:' '*:file:_files' \
        '--by[who decided]:NAME:_files' \
        '--why[why]:TEXT:_files' \
        '--retain-until[instead of what the laws say]:DATE:_files' \
        '--retain-why[who or what says so]:TEXT:_files' \
        '--hold[set a litigation hold too]' \
        '--draft[even though the report is a draft]' \
        '*--language[language of the reports, such as en, de or pt-BR]:ID:_files' \
        '*--format[format of the reports; default\: HTML and Markdown. PDF needs Chromium or Chrome]:html|md|docx|pdf:(html md docx pdf)' \
        '--paper[size of a PDF; default\: A4]:A4|letter:(A4 letter)' \
        '--templates[a folder of templates; the built-in ones are used for any that are not in it]:DIR:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    reopen)
      _arguments -s '1:command:' '*:file:_files' \
        '--by[who decided]:NAME:_files' \
        '--why[why]:TEXT:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    hold)
      _arguments -s '1:command:' '*:file:_files' \
        '--by[who decided]:NAME:_files' \
        '--why[why]:TEXT:_files' \
        '--end[end it]' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    list)
      _arguments -s '1:command:' '*:file:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    man)
      _arguments -s '1:command:' '2:word:(tour exporting formats members finding-the-attacker auditing mailboxes reviewing laws reports bundles keeping case-folder lake scripting)' '*:file:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    completions)
      _arguments -s '1:command:' '2:word:(bash zsh fish)' '*:file:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    schema)
      _arguments -s '1:command:' '2:word:(case cases check contexts custody diff error findings inventory regimes results scope status verdict warning)' '*:file:_files' \
        '--actor[who does this, for the custody log]:NAME:_files' \
        '--color[in errors and hints; default\: on a terminal, unless NO_COLOR is set]:auto|always|never:(auto always never)' \
        '--json[print results and errors as JSON]' \
        '--threads[parts of the evidence read at the same time]:N:_files' \
        '--wait[how long to wait for others using the case; default\: 2]:SECONDS:_files' \
        '--quiet[print results and errors only]' ;;
    help) _describe command commands -- topics ;;
  esac
}
if [ "$funcstack[1]" = "_casefile" ]; then _casefile "$@"; else compdef _casefile casefile; fi
