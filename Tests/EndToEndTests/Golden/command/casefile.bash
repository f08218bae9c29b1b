# bash completion for casefile: source <(casefile completions bash)
_casefile() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
  COMPREPLY=()
  if [ "$COMP_CWORD" = 1 ]; then
    COMPREPLY=($(compgen -W 'run new import collect-help tally spark evidence contexts scope check inventory findings render export templates regimes trigger review issue diff pack timestamp verify restore status custody close reopen hold list man completions schema help' -- "$word"))
    return
  fi
  case "$command $before" in
    'run --format') COMPREPLY=($(compgen -W 'html md docx pdf' -- "$word")); return ;;
    'run --paper') COMPREPLY=($(compgen -W 'A4 letter' -- "$word")); return ;;
    'run --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'new --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'import --kind') COMPREPLY=($(compgen -W 'records audit-config messages query' -- "$word")); return ;;
    'import --times') COMPREPLY=($(compgen -W 'day-first month-first' -- "$word")); return ;;
    'import --with-recoverable') COMPREPLY=($(compgen -W 'yes no' -- "$word")); return ;;
    'import --with-archive') COMPREPLY=($(compgen -W 'yes no' -- "$word")); return ;;
    'import --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'collect-help --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'tally --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'spark --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'evidence --times') COMPREPLY=($(compgen -W 'day-first month-first' -- "$word")); return ;;
    'evidence --with-recoverable') COMPREPLY=($(compgen -W 'yes no' -- "$word")); return ;;
    'evidence --with-archive') COMPREPLY=($(compgen -W 'yes no' -- "$word")); return ;;
    'evidence --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'contexts --class') COMPREPLY=($(compgen -W 'attacker linked assumption knownGood service unattributed' -- "$word")); return ;;
    'contexts --sort') COMPREPLY=($(compgen -W 'records messages first last id' -- "$word")); return ;;
    'contexts --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'scope --sync-reading') COMPREPLY=($(compgen -W 'mailbox folder' -- "$word")); return ;;
    'scope --throttle-reading') COMPREPLY=($(compgen -W 'assumed undetermined' -- "$word")); return ;;
    'scope --assumption') COMPREPLY=($(compgen -W 'attributed everyAccess' -- "$word")); return ;;
    'scope --link-sessions') COMPREPLY=($(compgen -W 'true false' -- "$word")); return ;;
    'scope --link-earlier') COMPREPLY=($(compgen -W 'true false' -- "$word")); return ;;
    'scope --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'check --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'inventory --tier') COMPREPLY=($(compgen -W 'recorded assumed undetermined otherAccess notSeen' -- "$word")); return ;;
    'inventory --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'findings --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'render --format') COMPREPLY=($(compgen -W 'html md docx pdf' -- "$word")); return ;;
    'render --paper') COMPREPLY=($(compgen -W 'A4 letter' -- "$word")); return ;;
    'render --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'export --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'templates --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'regimes --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'trigger --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'review --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'issue --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'diff --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'pack --for') COMPREPLY=($(compgen -W 'internal regulator opposing' -- "$word")); return ;;
    'pack --format') COMPREPLY=($(compgen -W 'html md docx pdf' -- "$word")); return ;;
    'pack --paper') COMPREPLY=($(compgen -W 'A4 letter' -- "$word")); return ;;
    'pack --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'timestamp --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'verify --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'restore --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'status --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'custody --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'close --format') COMPREPLY=($(compgen -W 'html md docx pdf' -- "$word")); return ;;
    'close --paper') COMPREPLY=($(compgen -W 'A4 letter' -- "$word")); return ;;
    'close --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'reopen --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'hold --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'list --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'man --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'completions --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
    'schema --color') COMPREPLY=($(compgen -W 'auto always never' -- "$word")); return ;;
  esac
  if [ "${word#-}" != "$word" ]; then
    case "$command" in
      run) COMPREPLY=($(compgen -W '--language --format --paper --templates --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      new) COMPREPLY=($(compgen -W '--number --title --organisation --examiner --qualifications --requester --authority --question --regime --marking --language --zone --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      import) COMPREPLY=($(compgen -W '--kind --objects --for --about --source-system --tenant --collected-at --collected-by --collected-tool --collected-command --times --query-from --query-to --query-operation --query-user --query-mailbox --query-address --query-text --query-unfiltered --query-folder --with-recoverable --with-archive --received-from --received-at --dry-run --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      collect-help) COMPREPLY=($(compgen -W '--from --to --templates --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      tally) COMPREPLY=($(compgen -W '--scope --source --base-offset --split-offset --format --shards --outline --output --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      spark) COMPREPLY=($(compgen -W '--templates --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      evidence) COMPREPLY=($(compgen -W '--objects --about --source-system --tenant --collected-at --collected-by --collected-tool --collected-command --times --query-from --query-to --query-operation --query-user --query-mailbox --query-address --query-text --query-unfiltered --query-folder --with-recoverable --with-archive --received-from --received-at --by --why --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      contexts) COMPREPLY=($(compgen -W '--mailbox --user --address --session --client --application --class --sort --limit --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      scope) COMPREPLY=($(compgen -W '--mailbox --from --to --attacker-address --attacker-session --attacker-token --attacker-client --attacker-application --attacker-device --attacker-user --known-good-address --known-good-session --known-good-token --known-good-client --known-good-application --known-good-device --known-good-user --sync-reading --throttle-reading --assumption --access-ended --link-sessions --link-earlier --retract --leave-outside --contested-counts --contested-stays --accept-rejected --waive --adopt --final --by --why --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      check) COMPREPLY=($(compgen -W '--ids --csv --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      inventory) COMPREPLY=($(compgen -W '--tier --mailbox --folder --unplaced --subjects --csv --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      findings) COMPREPLY=($(compgen -W '--tally --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      render) COMPREPLY=($(compgen -W '--report --regime --redact --language --format --paper --templates --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      export) COMPREPLY=($(compgen -W '--redact --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      templates) COMPREPLY=($(compgen -W '--actor --color --json --threads --wait --quiet' -- "$word")) ;;
      regimes) COMPREPLY=($(compgen -W '--templates --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      trigger) COMPREPLY=($(compgen -W '--regime --name --at --by --why --templates --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      review) COMPREPLY=($(compgen -W '--actor --color --json --threads --wait --quiet' -- "$word")) ;;
      issue) COMPREPLY=($(compgen -W '--by --why --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      diff) COMPREPLY=($(compgen -W '--from --to --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      pack) COMPREPLY=($(compgen -W '--for --recipient --marking --mailbox --evidence --with --ground --sign-key --sign-cert --passphrase-file --store --language --format --paper --templates --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      timestamp) COMPREPLY=($(compgen -W '--ca --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      verify) COMPREPLY=($(compgen -W '--recompute --templates --no-seal --ca --at --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      restore) COMPREPLY=($(compgen -W '--no-seal --ca --at --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      status) COMPREPLY=($(compgen -W '--verify --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      custody) COMPREPLY=($(compgen -W '--verify --against --from --to --purpose --object --no-seal --ca --at --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      close) COMPREPLY=($(compgen -W '--by --why --retain-until --retain-why --hold --draft --language --format --paper --templates --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      reopen) COMPREPLY=($(compgen -W '--by --why --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      hold) COMPREPLY=($(compgen -W '--by --why --end --actor --color --json --threads --wait --quiet' -- "$word")) ;;
      list) COMPREPLY=($(compgen -W '--actor --color --json --threads --wait --quiet' -- "$word")) ;;
      man) COMPREPLY=($(compgen -W '--actor --color --json --threads --wait --quiet' -- "$word")) ;;
      completions) COMPREPLY=($(compgen -W '--actor --color --json --threads --wait --quiet' -- "$word")) ;;
      schema) COMPREPLY=($(compgen -W '--actor --color --json --threads --wait --quiet' -- "$word")) ;;
    esac
    return
  fi
  if [ "$COMP_CWORD" = 2 ]; then
    case "$command" in
      tally) COMPREPLY=($(compgen -W 'merge split outline narrow' -- "$word")) ;;
      spark) COMPREPLY=($(compgen -W 'narrow hashes' -- "$word")) ;;
      evidence) COMPREPLY=($(compgen -W 'verify about' -- "$word")) ;;
      templates) COMPREPLY=($(compgen -W 'export check' -- "$word")) ;;
      review) COMPREPLY=($(compgen -W 'export import' -- "$word")) ;;
      timestamp) COMPREPLY=($(compgen -W 'request attach' -- "$word")) ;;
      man) COMPREPLY=($(compgen -W 'tour exporting formats members finding-the-attacker auditing mailboxes reviewing laws reports bundles keeping case-folder lake scripting' -- "$word")) ;;
      completions) COMPREPLY=($(compgen -W 'bash zsh fish' -- "$word")) ;;
      schema) COMPREPLY=($(compgen -W 'case cases check contexts custody diff error findings inventory regimes results scope status verdict warning' -- "$word")) ;;
    esac
  fi
  [ "$command" = help ] && COMPREPLY=($(compgen -W 'run new import collect-help tally spark evidence contexts scope check inventory findings render export templates regimes trigger review issue diff pack timestamp verify restore status custody close reopen hold list man completions schema tour exporting formats members finding-the-attacker auditing mailboxes reviewing laws reports bundles keeping case-folder lake scripting' -- "$word")) && return
  compopt -o default
}
complete -F _casefile casefile
