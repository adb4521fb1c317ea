# What sshd logged of logins. The journal knows by itself who wrote a line, and where it runs it has all of syslog; without it
# syslog's files are read. An sshd that was told so (-E) writes to a file of its own.

# read_login_lines ACCOUNT: of the logins in $monitors and $loose_sessions, as `lines` by the monitor's pid
read_login_lines() {
  for login_pid in $monitors; do find_port "$login_pid"; done
  login_pattern="(Accepted|Partial) [a-z/-]+ for $1 from [^ ]+ port [0-9]+ ssh2"
  if [ -d /run/systemd/journal ] && command -v journalctl >/dev/null 2>&1; then
    read_journal
  elif [ -n "$monitors" ]; then
    read_log_files
  fi
  find_unread
  [ -z "$unread" ] || read_sshd_file
}

find_unread() {
  unread=
  for login_pid in $monitors; do map_get lines "$login_pid" || unread="$unread $login_pid"; done
}

read_journal() {
  journal --sync >/dev/null
  find_leaders
  set --
  for login_pid in $monitors $leaders; do set -- "$@" "_PID=$login_pid"; done
  [ $# -gt 0 ] || return 0
  take_lines "$(journal -b -o short _UID=0 _COMM=sshd "$@" + _UID=0 _COMM=sshd-session "$@" | grep -aE "^$log_head$login_pattern")"
}

# Of logins whose connection is gone, the pid that the monitor had: logind names it with the same number
find_leaders() {
  leaders=
  set --
  for login_session in $loose_sessions; do set -- "$@" "SESSION_ID=$login_session"; done
  [ $# -gt 0 ] || return 0
  leader_rows=$(journal -b -o export --output-fields=SESSION_ID,LEADER _UID=0 _COMM=systemd-logind "$@" |
    sed -n '/^SESSION_ID=[0-9]*$/H;/^LEADER=[0-9]*$/H;/^$/{s/.*//;x;s/\n/ /gp;}')
  IFS=$nl
  for leader_row in $leader_rows; do
    IFS=$ws
    leader_row $leader_row
  done
  IFS=$ws
}

leader_row() {
  case ${1:-}/${2:-} in
    SESSION_ID=*/LEADER=*) set -- "${1#*=}" "${2#*=}" ;;
    LEADER=*/SESSION_ID=*) set -- "${2#*=}" "${1#*=}" ;;
    *) return 0 ;;
  esac
  ! has " $monitors $leaders " "$2" || return 0
  leaders="$leaders $2"
  map_put leader "$1" "$2" && map_put lines "$2" '' && map_put port "$2" ''
}

journal() {
  timeout -s KILL 20 journalctl -q --no-pager "$@" 2>/dev/null </dev/null 8>&- 9>&-
}

# Who writes syslog's files is not known, so pid and port must both be right
read_log_files() {
  login_pids=$(printf '|%s' $monitors)
  take_lines "$(grep -ahsE "^$log_head$login_pattern" /var/log/auth.log.1 /var/log/auth.log /var/log/secure /var/log/messages /var/log/messages.1 |
    grep -E "\[(${login_pids#|})\]: ")"
}

# Times of syslog or RFC 3339, the host, perhaps a facility, then sshd with the pid
log_head='[^ ]+( +[0-9]+ [0-9:]+)? [^ ]+ ([a-z0-9]+\.[a-z]+ )?sshd(-session)?\[[0-9]+\]: '

take_lines() {
  IFS=$nl
  for take_line in $1; do
    take_pid=${take_line%%']: '*}
    take_pid=${take_pid##*'['}
    IFS=$ws
    map_get port "$take_pid" || got='[0-9]*'
    case $take_line in
      *" port "$got" ssh2"*) add_line "$take_pid" ;;
    esac
  done
  IFS=$ws
}

add_line() {
  map_get lines "$1" || :
  map_put lines "$1" "$got$take_line$nl"
}

# sshd that writes to a file of its own (-E) names no pid: the last line of a port is that of the living connection. Where two
# of the account's connections have the same port, all lines of it count for both.
read_sshd_file() {
  for login_pid in $unread; do
    find_sshd_file "$login_pid"
    map_get port "$login_pid" && [ -n "$sshd_file" ] || continue
    file_port=$got file_last='$p'
    for other_pid in $monitors; do
      map_get port "$other_pid" && [ "$got/$other_pid" != "$file_port/$login_pid" ] || continue
      [ "$got" != "$file_port" ] || file_last=p
    done
    take_line=$(grep -aE "^$login_pattern" "$sshd_file" | grep -F " port $file_port ssh2" | sed -n "$file_last")
    [ -z "$take_line" ] || add_line "$login_pid"
  done
}

# find_sshd_file MONITOR: the argument of -E of the sshd that it came from, in $sshd_file
find_sshd_file() {
  sshd_file=
  file_parent=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$1/status" 2>/dev/null)
  file_args=" $(tr '\0' ' ' 2>/dev/null <"/proc/${file_parent:-none}/cmdline") "
  case $file_args in
    *sshd*' -E '*) file_args=${file_args#*' -E '} ;;
    *sshd*' -E'/*) file_args=${file_args#*' -E'} ;;
    *) return 0 ;;
  esac
  sshd_file=${file_args%% *}
  [ -f "$sshd_file" ] && [ -O "$sshd_file" ] || sshd_file=
}

# The client's port of the one TCP connection that the monitor holds, as its `port`; proc(5)
find_port() {
  [ -n "$tcp_ports" ] || tcp_ports=$(sed -n 's/^ *[0-9]*: [0-9A-F]*:[0-9A-F]* [0-9A-F]*:\([0-9A-F]*\) [0-9A-F]* [^ ]* [^ ]* [^ ]*  *[0-9]*  *[0-9]*  *\([1-9][0-9]*\) .*/socket:[\2]=\1/p' \
    /proc/net/tcp /proc/net/tcp6 2>/dev/null)
  port=
  set +f
  port_fds=" $(readlink "/proc/$1/fd"/* | tr '\n' ' ')"
  set -f
  for tcp_port in $tcp_ports; do
    has "$port_fds" "${tcp_port%=*}" || continue
    port=$((0x${tcp_port#*=}))
    [ $port = 0 ] || break
  done
  map_put port "$1" "$port"
}
