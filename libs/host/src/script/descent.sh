# Which of an account's processes count: by the number of their login, else by descent; containers and services by their own marks.

# pick_logins NUMBERS: of $pids those of these logins. Where logins have no number, what does not descend from a kept one.
pick_logins() {
  [ -n "$pids" ] || return 0
  if [ -n "$by_session" ]; then
    picked=$(printf '|%s' $1)
    pids=$(grep -lsxE "${picked#|}" $(printf '%s\n' $pids | sed 's/status$/sessionid/') /dev/null | sed 's/sessionid$/status/')
  else
    tree_of "$kept_monitors"
    picked=
    for pick_path in $pids; do
      pick_pid=${pick_path#/proc/}
      has "$tree" "${pick_pid%/status}" || picked="$picked $pick_path"
    done
    pids=$picked
  fi
}

# tree_of PIDS: they and all that descends from them, between spaces, in $tree
tree_of() {
  tree=" ${1# }"
  [ "$tree" != ' ' ] || return 0
  set +f
  tree_rows=$(sed -n 's/^\(Pid\|PPid\):[[:space:]]*//p' /proc/[0-9]*/status 2>/dev/null)
  set -f
  tree_grown=yes
  while [ -n "$tree_grown" ]; do
    tree_grown=
    set -- $tree_rows
    while [ $# -ge 2 ]; do
      if has "$tree" "$2" && ! has "$tree" "$1"; then tree="$tree$1 " tree_grown=yes; fi
      shift 2
    done
  done
}

# A container's processes may have the account's UID by chance: they are those of another PID namespace that came by no login
drop_contained() {
  contained=
  gives_numbers || return 0
  inside=
  for inside_path in $pids; do
    if has_number "${inside_path%/status}" || is_inside "${inside_path%/status}"; then
      inside="$inside $inside_path"
    elif [ -e "$inside_path" ]; then
      contained=yes
    fi
  done
  pids=$inside
}

# Whether /proc/PID is a service: its pid, or that of its parent of the same login, stands in a pid file of root
is_daemon() {
  find_daemons
  ! has "$daemons" "${1#/proc/}" || return 0
  daemon_parent=$(sed -n 's/^PPid:[[:space:]]*//p' "$1/status" 2>/dev/null)
  has "$daemons" "${daemon_parent:-none}" || return 1
  read_session "$1"
  daemon_session=$its_session
  read_session "/proc/$daemon_parent"
  [ "$its_session" = "$daemon_session" ]
}

# Once a run, in $daemons
find_daemons() {
  [ -z "$daemons" ] || return 0
  daemons=' '
  set +f
  set -- /run/*.pid /run/*/*.pid
  set -f
  for daemon_file in "$@"; do
    [ -f "$daemon_file" ] && [ -O "$daemon_file" ] || continue
    daemon_pid=
    read -r daemon_pid _ <"$daemon_file" || [ -n "$daemon_pid" ] || continue
    ! is_number "$daemon_pid" || daemons="$daemons$daemon_pid "
  done
}
