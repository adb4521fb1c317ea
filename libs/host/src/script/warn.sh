# Tells people on their terminals that their time ends: 10 and 2 minutes before. By the reaper, each once per grant, end and mark. Where
# sessions may finish, there are two ends.
# The words are ours alone. The writer is root, waits for no terminal, and takes only one that belongs to the account.

warned_file=$state_dir/warned

# find_warning: of the grant in the g_ variables, live or finishing, whether a mark has come, in $scan_warn
find_warning() {
  warn_until=$g_until
  [ "$g_state" = live ] || ! map_get finish "$g_id" || warn_until=$got
  warn_left=$((warn_until - latest_time)) warn_uptime=$((g_uptime_end - uptime + warn_until - g_until))
  [ "$g_boot" != "$boot" ] || [ $warn_uptime -ge $warn_left ] || warn_left=$warn_uptime
  warn_mark=
  [ $warn_left -gt 600 ] || warn_mark=600
  [ $warn_left -gt 120 ] || warn_mark=120
  [ -n "$warn_mark" ] || return 0
  read_warned
  case $warned in
    *"$g_id $warn_until $warn_mark$nl"*) ;;
    *) scan_warn=yes ;;
  esac
}

read_warned() {
  [ -z "${warned:-}" ] || return 0
  warned=$nl
  [ ! -r "$warned_file" ] || while read -r warned_row; do warned="$warned$warned_row$nl"; done <"$warned_file"
}

# Says each due warning. What was said is kept first, so that nobody is told twice; grants that are gone leave the file.
warn_people() {
  warn_rows= warned=
  read_ledger
  find_ended
  IFS=$nl
  for warn_row in $l_grants; do
    IFS=$ws
    grant_fields $warn_row
    [ "$g_state" = live ] || has "$finishing_ids" "$g_id" || continue
    scan_warn=
    find_warning
    [ -n "$warn_mark" ] || continue
    warn_rows="$warn_rows$g_id $warn_until $warn_mark$nl"
    [ -z "$scan_warn" ] || warn_due="${warn_due:-}$warn_left $warn_row$nl"
  done
  IFS=$ws
  step warned-before
  printf '%s' "$warn_rows" 2>/dev/null >"$warned_file.new" && mv -f "$warned_file.new" "$warned_file" || return 0
  step warned
  collect_names
  look "$names" "$groups"
  exec 9>&-
  IFS=$nl
  for warn_row in ${warn_due:-}; do
    IFS=$ws
    grant_fields ${warn_row#* }
    warn_account "${warn_row%% *}"
  done
  IFS=$ws
}

# warn_account SECONDS: the terminals of the logins of the grant in the g_ variables
warn_account() {
  passwd_row "$g_account" && account_row "$g_account" || return 0
  warn_words "$1"
  find_terminals
  for terminal in $terminals; do
    [ "$(stat -c %u "$terminal" 2>/dev/null)" != "$p_uid" ] || tell "$terminal"
  done
}

# warn_words SECONDS: what the grant in the g_ variables has to be told, in $warn_text
warn_words() {
  warn_until=$g_until warn_finish=
  ! map_get finish "$g_id" || warn_finish=$got
  [ "$g_state" = live ] || warn_until=$warn_finish
  count_minutes "$1"
  warn_clock=$((10000 + warn_until % 86400 / 3600 * 100 + warn_until % 3600 / 60))
  warn_clock=${warn_clock#1}
  warn_text="in $warn_minutes, at ${warn_clock%??}:${warn_clock#??} UTC."
  if [ "$g_state" != live ]; then
    warn_text="Curfew: this session ends $warn_text Your access to this server has ended already."
  elif [ -z "$warn_finish" ]; then
    warn_text="Curfew: your access to this server ends $warn_text Your sessions end then."
  else
    count_minutes $((warn_finish - g_until))
    warn_text="Curfew: your access to this server ends $warn_text No new login then; this session may go on, for at most $warn_minutes."
  fi
}

# count_minutes SECONDS: in words, in $warn_minutes
count_minutes() {
  warn_minutes=$((($1 + 59) / 60))
  if [ $warn_minutes -ge 120 ] && [ $((warn_minutes % 60)) = 0 ]; then
    warn_minutes="$((warn_minutes / 60)) hours"
  elif [ $warn_minutes -gt 1 ]; then
    warn_minutes="$warn_minutes minutes"
  else
    warn_minutes='1 minute'
  fi
}

# On an account that Curfew made all of them, when it is the only grant; else those of its own logins
find_terminals() {
  find_live_ids "$g_account"
  if [ "$a_made/$live_ids" = "made/ $g_id " ]; then
    set +f
    terminals=$(printf '%s ' /dev/pts/[0-9]*)
    set -f
    return
  fi
  live_ids=" $g_id " in_doubt=dying known_logins=
  sort_logins "$g_account"
  set --
  for warn_session in $kept_sessions; do set -- "$@" -e "$warn_session"; done
  terminals=' '
  [ $# -eq 0 ] || find_terminals_of "$@"
}

# find_terminals_of -e NUMBER…: of the logins with these numbers; field 7 of /proc/<pid>/stat is the terminal's device
find_terminals_of() {
  set +f
  terminal_paths=$(grep -lsxF "$@" /proc/[0-9]*/sessionid)
  set -f
  for terminal_path in $terminal_paths; do
    read -r stat_line 2>/dev/null <"${terminal_path%sessionid}stat" || continue
    add_terminal ${stat_line##*) }
  done
}

# Pseudo-terminals have the majors 136 to 143 with 256 minors each in the low byte, more minors from bit 20 on
add_terminal() {
  [ $(($5 >> 8 & 4095)) -eq 136 ] || return 0
  terminal=/dev/pts/$(($5 & 255 | $5 >> 12 & 1048320))
  has "$terminals" "$terminal" || terminals="$terminals$terminal "
}

# A terminal that is stopped or full takes nothing, and nobody waits for it
tell() {
  printf '\r\n%s\r\n' "$warn_text" |
    timeout -s KILL 2 dd "of=$1" bs=512 oflag=nonblock,nofollow,noctty conv=nocreat,notrunc >/dev/null 2>&1 8>&- 9>&-
}
