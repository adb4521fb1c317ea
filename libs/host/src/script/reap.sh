# The server's own reaper: ends what has passed its end with nothing from outside, by the same plan, acts, kills and read-back.
# It only takes away. What it ended stays in the ledger as a `reaped` row until the grant's connector has been told.

# Root's console and the starters: `reap` once; `reap minute` for cron, `reap loop` where nothing else starts it
reap_verb() {
  refuse_unless_root
  case ${2:-} in
    '') reap ;;
    minute | loop) reap_on "$2" "${3:-}" ;;
    *) exit 64 ;;
  esac
}

# reap_on minute|loop [again]: looks at the ledger at least every 15 s, and at each end. Only one runs: it holds the lock of
# $loop_file, which holds its pid. A loop runs itself anew each time, so that after an upgrade it is the new script's.
reap_on() {
  [ -d "$state_dir" ] || exit 0
  [ "$2" = again ] || lock_loop "$1" || exit 0
  sleeper=
  trap '[ -z "$sleeper" ] || kill "$sleeper"; exit 0' TERM
  read_clock
  minute_end=$((uptime + 55))
  while :; do
    # In a process of its own, which may refuse and end
    (reap) >/dev/null 2>&1
    read_clock
    scan_ledger
    if [ "$1" = minute ]; then
      [ -n "$scan_live" ] && [ $((uptime + next_end)) -lt $minute_end ] || exit 0
    fi
    sleep "$next_end" 8>&- </dev/null >/dev/null 2>&1 &
    sleeper=$!
    wait "$sleeper"
    sleeper=
    [ -d "$state_dir" ] || exit 0
    [ "$1" = minute ] || exec "$script_path" reap loop again
  done
}

# lock_loop minute|loop: a disk that is full or cannot be written takes no pid, and holds up no end
lock_loop() {
  if printf '' 2>/dev/null >>"$loop_file"; then
    exec 8>>"$loop_file"
  elif [ -f "$loop_file" ]; then
    exec 8<"$loop_file"
  else
    # Two of cron's runs at once are only slower
    [ "$1" = minute ]
    return
  fi
  flock -w 2 8 || return 1
  printf '%s\n' $$ 2>/dev/null >"$loop_file" || :
}

# Whether something must end, in $scan_due, or somebody be warned, in $scan_warn; whether grants are live or not quite gone, in
# $scan_live; seconds to the next look, 1 to 15, in $next_end
scan_ledger() {
  scan_due= scan_warn= scan_live= next_end=15 warned=
  [ -e "$ledger_file" ] || return 0
  scan_rows=$(grep -E '^grant( [^ ]+){7} [0-9]+ -?[0-9]+( [^ ]+){4}$' "$ledger_file")
  IFS=$nl
  for row in $scan_rows; do
    IFS=$ws
    [ "${row##* }" != ending ] || scan_due=yes scan_live=yes
    grant_fields $row
    if is_over; then scan_due=yes; else scan_next; fi
  done
  IFS=$ws
}

# A connector that is there ends it at its time; two who do the same at once would only be slower. So loop and cron sleep 2 s longer.
scan_next() {
  scan_live=yes
  find_warning
  scan_left=$((g_until - latest_time + 2))
  [ $scan_left -ge $next_end ] || next_end=$scan_left
  scan_left=$((g_uptime_end - uptime + 2))
  [ "$g_boot" != "$boot" ] || [ $scan_left -ge $next_end ] || next_end=$scan_left
  [ $next_end -ge 1 ] || next_end=1
}

# Whether the end of the grant in the g_ variables has passed, by wall time or by the seconds of this boot
is_over() {
  [ "$g_until" -le "$latest_time" ] || { [ "$g_boot" = "$boot" ] && [ "$uptime" -ge "$g_uptime_end" ]; }
}

reap() {
  [ -e "$ledger_file" ] || return 0
  read_clock
  scan_ledger
  if [ -n "$scan_due" ]; then
    lock_ledger || exit 1
    # Whoever held the lock may have ended it, or uninstalled
    [ -e "$ledger_file" ] || return 0
    w_installation=reaper w_connector=reaper
    read_clock
    read_ledger
    end_over
    keep_findings
    write_ledger || exit 1
    step ledger-settled
  fi
  [ -z "$scan_warn" ] || warn_now
  [ -z "$scan_live" ] || keep_high_water
}

# It reads the ledger anew under the lock, which nobody shall wait for while terminals are written to
warn_now() {
  lock_ledger && [ -e "$ledger_file" ] || return 0
  w_installation=reaper w_connector=reaper w_grants= w_ended=
  warn_people
}

# Ends the rows that the ledger has as ending or over, and those of this sender; adds nothing. For reap and uninstall.
end_over() {
  w_grants= w_ended=
  collect_names
  look "$names" "$groups"
  forget_foreign_accounts
  not_set_up=
  plan_grants
  plan_rules
  find_needs
  compose_trust
  compose_rules
  find_todo
  # Nothing is added, so a ledger that cannot be written (its disk is full) holds up no end
  only_end
  write_ledger durable || :
  step ledger-intended
  act
  look "$names" "$groups"
  settle_ending
  settle_members
  settle_accounts
  step ledger-settled-before
}

# put_reaped: the grant in the g_ variables ended here by itself
put_reaped() {
  l_reaped="${l_reaped}reaped $g_installation $g_connector $g_id $g_account $g_until $now$nl"
}

# Standing access found while reaping is kept for the connectors whose grants were reaped on that account
keep_findings() {
  IFS=$nl
  for finding in $out; do
    case $finding in
      "standing "*)
        for row in $l_reaped; do
          IFS=$ws
          keep_finding ${finding#standing } $row
        done
        ;;
    esac
  done
  IFS=$ws
}

# keep_finding ACCOUNT KIND NAME reaped INSTALLATION CONNECTOR ID ACCOUNT …
keep_finding() {
  [ "$1" = "$8" ] || return 0
  case $l_found in
    *"found $5 $6 $1 $2 $3$nl"*) ;;
    *) l_found="${l_found}found $5 $6 $1 $2 $3$nl" ;;
  esac
}

# In an answer: what was reaped since this connector was told, with its time, and what was found with it. A row stays while
# the order still wants the grant with the end that has passed, so that no clock set back gives it again.
say_reaped() {
  kept_reaped=
  IFS=$nl
  for row in $l_reaped; do
    IFS=$ws
    say_reaped_row $row
  done
  IFS=$nl
  for row in $l_found; do
    case $row in
      "found $w_installation $w_connector "*) say "standing ${row#found * * }" ;;
    esac
  done
  IFS=$ws
  l_reaped=$kept_reaped
  keep_others "$l_found" 3
  l_found=$kept
}

say_reaped_row() {
  [ "$2 $3" = "$w_installation $w_connector" ] || {
    kept_reaped="$kept_reaped$row$nl"
    return
  }
  ! has "$kept_ids" "$4" || return 0
  say "reaped $4 $7"
  if has "$wanted_ids" "$4"; then
    kept_reaped="$kept_reaped$row$nl"
  elif ! has "$said_ids" "$4" && ! has "$w_ids" "$4"; then
    say_asked_grant "$4" "$5"
  fi
}

# The time that never falls, in $latest_time: the wall clock, or what was kept last and the seconds since. After a reboot at
# least the seconds of this boot have passed since. A file that is unreadable counts nothing.
read_high_water() {
  latest_time=$now high_seconds=0 high_uptime=0 high_boot=
  [ ! -r "$high_water_file" ] || read -r high_seconds high_uptime high_boot <"$high_water_file"
  is_number "$high_seconds" && is_number "$high_uptime" || high_seconds=0 high_uptime=0
  [ "$high_boot" = "$boot" ] || high_uptime=0
  high_seconds=$((high_seconds + uptime - high_uptime))
  [ $high_seconds -le "$now" ] || latest_time=$high_seconds
}

# A clock that was ahead for a while must not shut a server for good: an order brings the time of its connector, whose own clock
# never falls, and lowers ours to it or to the wall clock.
vouch_for_time() {
  [ "$w_now" -lt "$latest_time" ] || return 0
  latest_time=$now
  [ "$w_now" -le "$now" ] || latest_time=$w_now
}

# At most once a minute, so that it costs nothing
keep_high_water() {
  high_kept=0
  [ ! -r "$high_water_file" ] || read -r high_kept _ <"$high_water_file"
  is_number "$high_kept" || high_kept=0
  [ $latest_time -ge $((high_kept + 60)) ] || [ $latest_time -lt $((high_seconds - 2)) ] || return 0
  printf '%s %s %s\n' "$latest_time" "$uptime" "$boot" 2>/dev/null >"$high_water_file.new" &&
    sync "$high_water_file.new" && mv -f "$high_water_file.new" "$high_water_file"
}
