# What may finish: where the flow says so, what runs in a grant's logins goes on after its end by time, at most until a second end.
# Everything else of the grant goes at its end: trust, sudo rules, memberships, jobs, and the account is locked. Rows:
#
#   finish ID UNTIL                              (request, version 4: of a grant that is wanted, or that has ended by its time)
#   finish INSTALLATION CONNECTOR ID UNTIL       (ledger, version 3)
#
# Without a row everything ends. A row is moved earlier or taken away, never moved later or given back: so whoever revokes ends it.

any_finish=

finish_line() {
  [ "$w_version" -ge 4 ] && [ $# -eq 3 ] && has "$w_ids" "$2" && is_number "$3" && [ "$3" != 0 ] || malformed finish
  ! map_get wfinish "$2" || malformed 'a finish twice'
  map_put wfinish "$2" "$3"
}

read_finish() {
  any_finish=yes
  map_put finish "$4" "$5" || damaged 'a finish id'
}

# plan_finish new|held: of this connector's grant in the g_ variables. What its order says, never later than what stands here;
# for a new one not later than the server's own policy lets access last.
plan_finish() {
  map_get finish "$g_id" || :
  finish_least=$got
  if [ "$1" = new ]; then
    finish_least=99999999999
    [ -z "${policy_longest:-}" ] || finish_least=$((latest_time + policy_longest + 60))
  fi
  map_get wfinish "$g_id" || :
  if [ -n "$got" ] && [ -n "$finish_least" ]; then
    any_finish=yes
    [ "$got" -le "$finish_least" ] || got=$finish_least
    [ "$got" -gt "$g_until" ] || got=
  else
    got=
  fi
  map_put finish "$g_id" "$got"
}

# Whether the logins of the ended grant in the g_ variables may run still, by each of the clocks. No login outlives a reboot.
may_finish() {
  [ -n "$any_finish" ] && [ "$g_state/$g_boot" = "ending/$boot" ] && map_get finish "$g_id" || return 1
  [ "$latest_time" -lt "$got" ] && [ $((uptime - g_uptime_end)) -lt $((got - g_until)) ]
}

# As find_needs, of the ended ones alone
find_ended() {
  forget_ended
  IFS=$nl
  for row in $l_grants; do
    IFS=$ws
    grant_fields $row
    [ "$g_state" = live ] || note_ended
  done
  IFS=$ws
}

forget_ended() {
  ending_accounts=' ' dying_accounts=' ' finishing_ids=' ' finishing_accounts=' ' finishing_members=' '
}

# Of the grant in the g_ variables, which has ended: that its logins may run on, or that they end now
note_ended() {
  has "$ending_accounts" "$g_account" || ending_accounts="$ending_accounts$g_account "
  may_finish || {
    has "$dying_accounts" "$g_account" || dying_accounts="$dying_accounts$g_account "
    return 0
  }
  find_warning
  finishing_ids="$finishing_ids$g_id "
  has "$finishing_accounts" "$g_account" || finishing_accounts="$finishing_accounts$g_account "
  [ "$g_groups" != - ] || return 0
  IFS=,
  for finish_group in $g_groups; do finishing_members="$finishing_members$g_account:$finish_group "; done
  IFS=$ws
}

# is_kept ACCOUNT: logins of it may run, of a live grant or of one that finishes
is_kept() {
  has "$need_accounts" "$1" || has "$finishing_accounts" "$1"
}

# Of the finishing grant in the g_ variables, what of it runs still, one a line, in $running: its logins, those that may be its own,
# and whatever else holds a Linux group of it that is gone from the account
find_running() {
  uid_of "$g_account" || return 0
  know_logins "$g_account"
  IFS=$nl
  for running_row in $login_rows; do
    case $running_row in
      "$g_id "* | '- '*) add_running "${running_row#* }" ;;
    esac
  done
  IFS=$ws
  finish_gids
  [ -n "$gids" ] || return 0
  holders_of "$p_uid" "$gids"
  for running_path in $pids; do
    running_pid=${running_path#/proc/}
    running_pid=${running_pid%/status}
    read_session "/proc/$running_pid"
    if [ "$its_session" != "$no_session" ]; then add_running "session $its_session"; else [ -n "$running" ] || add_running "process $running_pid"; fi
  done
}

add_running() {
  case $nl$running in
    *"$nl$1$nl"*) ;;
    *) running="$running$1$nl" ;;
  esac
}

# Numbers of the groups of the grant in the g_ variables that went with it, joined by `|`, in $gids
finish_gids() {
  gids=
  [ "$g_groups" != - ] || return 0
  IFS=,
  for finish_group in $g_groups; do
    IFS=$ws
    membership "$g_account:$finish_group"
    [ "$m_origin" = ours ] && ! has "$need_members" "$g_account:$finish_group" && group_id "$finish_group" && [ "$gid" != "$p_gid" ] || continue
    gids=${gids:+$gids|}$gid
  done
  IFS=$ws
}

# The ledger's rows, in $finish_rows
compose_finish() {
  finish_rows=
  [ -n "$any_finish" ] || return 0
  IFS=$nl
  for row in $l_grants; do
    IFS=$ws
    grant_fields $row
    ! map_get finish "$g_id" || finish_rows="${finish_rows}finish $g_installation $g_connector $g_id $got$nl"
  done
  IFS=$ws
}
