# Ends what runs. A process keeps its groups until it dies, so taking a membership away ends nothing by itself.

# processes_of UID: every living process with that UID as real, effective, saved or file-system one, in $pids
processes_of() {
  set +f
  pids=$(grep -lsE "^Uid:.*[[:space:]]$1([[:space:]]|\$)" /proc/[0-9]*/status)
  set -f
  drop_zombies
}

# logins_of ACCOUNT: root's half of its ssh logins, also one that is just coming in, as such paths in $login_paths
logins_of() {
  login_paths=
  set +f
  login_found=$(grep -lsE "^sshd(-session)?: $1( |@|\$)" /proc/[0-9]*/cmdline)
  set -f
  [ -n "$login_found" ] || return 0
  login_found=$(grep -lsE "^Uid:[[:space:]]+0[[:space:]]" $(printf '%s\n' "$login_found" | sed 's/cmdline$/status/'))
  for login_path in $login_found; do
    ! is_inside "${login_path%/status}" || login_paths="$login_paths $login_path"
  done
}

# Whether /proc/PID is a process of this machine or container, and not of one on it
is_inside() {
  [ "$(readlink "$1/ns/pid")" = "$(readlink /proc/self/ns/pid)" ]
}

# holders_of UID GIDS: of the UID's processes those that hold one of the groups (numbers joined by `|`)
holders_of() {
  processes_of "$1"
  [ -z "$pids" ] || pids=$(grep -lsE "^(Gid|Groups):.*[[:space:]]($2)([[:space:]]|\$)" $pids)
}

drop_zombies() {
  [ -z "$pids" ] || pids=$(grep -LsE '^State:[[:space:]]+[ZX]' $pids)
}

# On an account that was there before, only what a login brought since the grant began is ended: not the site's own services.
# Where logins get a number, a process without one was started by no login.
drop_older() {
  since_ticks=$a_since
  [ "$a_boot" = "$boot" ] || since_ticks=0
  newer=
  for older_path in $pids; do
    older_path=${older_path%/status}
    started_since "$older_path" "$since_ticks" || continue
    ! gives_numbers || has_number "$older_path" || continue
    newer="$newer $older_path/status"
  done
  pids=$newer
}

# started_since /proc/PID TICKS: field 22 of stat is its start in 1/100 s of this boot (proc(5))
started_since() {
  read -r stat_line 2>/dev/null <"$1/stat" || return 1
  stat_since=$2
  start_field ${stat_line##*) }
}

start_field() {
  shift 9
  [ "${11}" -ge "$stat_since" ]
}

has_number() {
  read_session "$1"
  [ "$its_session" != "$no_session" ]
}

# victims ACCOUNT: what must not run any more of the account, as /proc/<pid>/status paths in $pids
victims() {
  pids=
  uid_of "$1" || return 0
  if is_kept "$1"; then
    leaving_gids "$1"
    [ -z "$gids" ] || holders_of "$p_uid" "$gids"
    ! has "$ending_accounts" "$1" || victims_beside "$1"
  elif [ "$a_made" = made ]; then
    processes_of "$p_uid"
    drop_contained
    logins_of "$1"
    for victim_path in $login_paths; do started_since "${victim_path%/status}" $((stripped_at + 1)) || add_victim "$victim_path"; done
    find_monitors "$1"
    find_sessions
    add_carriers "$account_sessions"
  else
    know_logins "$1"
    processes_of "$p_uid"
    drop_older
    pick_logins "$dying_sessions$unknown_sessions"
    add_dying "$1"
  fi
}

# Another grant holds the account, or what runs may finish: only the logins of what ends, and in doubt
victims_beside() {
  know_logins "$1"
  beside_pids=$pids
  processes_of "$p_uid"
  if [ "$a_made" = made ]; then
    drop_contained
    pick_logins "$dying_sessions$no_session $first_session"
  elif [ -n "$by_session" ]; then
    pick_logins "$dying_sessions"
  else
    tree_of "$dying_monitors"
    pids=
    for victim_pid in $tree; do add_victim "/proc/$victim_pid/status"; done
  fi
  for victim_path in $beside_pids; do add_victim "$victim_path"; done
  add_dying "$1"
}

# The connections, and what runs as somebody else by now (sudo, setuid programs)
add_dying() {
  logins_of "$1"
  for victim_path in $login_paths; do
    victim_pid=${victim_path#/proc/}
    ! has "$dying_monitors" "${victim_pid%/status}" || add_victim "$victim_path"
  done
  add_carriers "$dying_sessions"
}

add_victim() {
  case "$nl$pids$nl" in
    *[$ws]"$1"[$ws]*) ;;
    *) pids="$pids $1" ;;
  esac
}

# add_carriers NUMBERS: what runs with these numbers as another user, but no service that was restarted from a login (where systemd
# does not start services), and not ourselves. Few greps for all: there may be thousands.
add_carriers() {
  [ "$1" != ' ' ] || return 0
  carriers=$(printf '|%s' $1)
  set +f
  carriers=$(grep -lsxE "${carriers#|}" /proc/[0-9]*/sessionid)
  set -f
  [ -n "$carriers" ] || return 0
  carriers=$(grep -LsE "^(State:[[:space:]]+[ZX]|Uid:.*[[:space:]]$p_uid([[:space:]]|\$))" $(printf '%s\n' "$carriers" | sed 's/sessionid$/status/'))
  for carrier in $carriers; do
    [ "$carrier" = "/proc/$$/status" ] || is_daemon "${carrier%/status}" || add_victim "$carrier"
  done
}

# leaving_gids ACCOUNT: numbers of the groups that no grant gives it any more and none that finishes gave, joined by `|`, in $gids. Its
# primary group it has all the same. Needs uid_of.
leaving_gids() {
  gids=
  for leaving_pair in $l_pairs; do
    [ "${leaving_pair%%:*}" = "$1" ] && ! has "$need_members$finishing_members" "$leaving_pair" || continue
    # Ours mean something to sshd alone, when somebody comes in
    case ${leaving_pair#*:} in
      "$accounts_group" | "$guests_group") continue ;;
    esac
    membership "$leaving_pair"
    [ "$m_origin" = ours ] && group_id "${leaving_pair#*:}" && [ "$gid" != "$p_gid" ] || continue
    gids=${gids:+$gids|}$gid
  done
}

# something_runs: whether there is any process, login, or descendant of a login of the accounts of $t_kill. One look for all of them, for
# most often there is none.
something_runs() {
  runs_uids= runs_names=
  for runs_name in $t_kill; do
    uid_of "$runs_name" || continue
    runs_uids="$runs_uids|$p_uid" runs_names="$runs_names|$runs_name"
  done
  [ -n "$runs_uids" ] || return 1
  runs_uids=${runs_uids#|} runs_names=${runs_names#|}
  set +f
  runs_paths=$(grep -lsE "^Uid:.*[[:space:]]($runs_uids)([[:space:]]|\$)|^sshd(-session)?: ($runs_names)( |@|\$)|^($runs_uids)\$" \
    /proc/[0-9]*/status /proc/[0-9]*/cmdline /proc/[0-9]*/loginuid)
  set -f
  [ -n "$runs_paths" ]
}

# The same once more for the read-back
still_runs() {
  [ -n "$still" ] || { something_runs && still=yes || still=no; }
  [ "$still" = yes ]
}

# kill_all ACCOUNT: until nothing is left, bounded; what is left then is answered
kill_all() {
  known_logins=
  kill_rounds "$1"
  # What was started meanwhile by at, cron or the account's own systemd has a number of its own
  [ -n "$known_logins" ] || return 0
  known_logins=
  kill_rounds "$1"
}

kill_rounds() {
  kill_round=0 storm_round=4 all_killed=
  ! is_kept "$1" || storm_round=40
  while victims "$1" && { [ -n "$pids" ] || storm_left "$1"; } && [ $kill_round -lt 100 ]; do
    kill_round=$((kill_round + 1))
    for kill_path in $pids; do
      kill_path=${kill_path#/proc/}
      kill -9 "${kill_path%/status}" 2>/dev/null
    done
    # A fork storm outruns a list; the kernel's own kill of all in a login's control group does not, nor that of all that a UID may
    # signal. The storm may stop that shell or look into it, so root keeps the time, and it holds neither our lock nor our
    # answer. Beside another grant it takes that one's logins, too, so it comes late.
    [ $kill_round -lt 4 ] || kill_scopes
    [ $kill_round -lt "$storm_round" ] || [ "$a_made" != made ] || kill_uid
    sleep 0.02
  done
}

# All that the UID may signal, at once (kill(2) with -1): nothing can fork out of it
kill_uid() {
  timeout -s KILL 2 setpriv --reuid="$p_uid" --regid="$p_gid" --clear-groups sh -c 'kill -9 -1' </dev/null >/dev/null 2>&1 8>&- 9>&-
}

# Processes that fork and die all the time may be missing from a list just when it is made. So where something was killed, the first
# empty list is not believed: once more all of the UID is killed at once, but for a container that has the UID by chance; or, beside
# another grant, the login's control group is looked at.
storm_left() {
  [ $kill_round -gt 0 ] || return 1
  if [ "$a_made" != made ] || is_kept "$1"; then
    scopes_left
    return
  fi
  [ -z "$contained$all_killed" ] || return 1
  all_killed=yes
  kill_uid
  victims "$1" && [ -n "$pids" ]
}

# Where systemd runs, a login has a control group by its number
kill_scopes() {
  [ -n "$known_logins" ] || return 0
  for scope_session in $dying_sessions; do
    find_scope
    [ ! -w "$scope/cgroup.kill" ] || echo 1 2>/dev/null >"$scope/cgroup.kill"
  done
}

# Whether anything but a service is in the control group of a login that ends
scopes_left() {
  [ -n "$known_logins" ] || return 1
  for scope_session in $dying_sessions; do
    find_scope
    [ -r "$scope/cgroup.procs" ] || continue
    while read -r scope_pid; do
      is_daemon "/proc/$scope_pid" || return 0
    done <"$scope/cgroup.procs"
  done
  return 1
}

find_scope() {
  scope=/sys/fs/cgroup/user.slice/user-$p_uid.slice/session-$scope_session.scope
}
