# Whose login is it? Where several grants share an account, or the account was there before, a login belongs to the grant whose
# certificate opened it. sshd logs each login with the certificate's key id, `grant-ID-N`, in the name of its monitor: root's half
# of the login, which lives as long as the connection. Monitor and all that came of the login carry one number that the kernel
# gave it (/proc/<pid>/sessionid, set by pam_loginuid): it survives setsid, double forks and a cleared environment.
#
# Only lines count that name a living monitor of the account by pid, or by the port of its connection. A forged line can end a
# login and never save one: a single line with a grant that is not live is enough. Without any line a login on an account that
# Curfew made belongs to what ends; on an account that was there before it stays, and is said.

no_session=4294967295
first_session=
read -r first_session 2>/dev/null </proc/1/sessionid || first_session=${first_session:-$no_session}

# know_logins ACCOUNT: once a run and account, after its trust was taken away: what comes later came by what is live.
#   $dying_monitors $dying_sessions   of grants that are not live, and in doubt
#   $kept_monitors $kept_sessions     of live grants; on accounts that were there before also those of other keys
#   $unknown_sessions                 in doubt on accounts that were there before
# Pids and numbers between spaces. $by_session is empty where no login of the account has a number.
know_logins() {
  [ "$known_logins" != "$1" ] || return 0
  find_live_ids "$1"
  sort_logins "$1"
  known_logins=$1
}

# sort_logins ACCOUNT: the same, for the grants in $live_ids
sort_logins() {
  dying_monitors=' ' dying_sessions=' ' kept_monitors=' ' kept_sessions=' ' unknown_sessions=' ' login_rows=
  find_monitors "$1"
  find_sessions
  [ -z "$monitors$loose_sessions" ] || read_login_lines "$1"
  for login_pid in $monitors; do
    map_get session "$login_pid" || :
    login_session=$got
    judge_login "$login_pid"
    judge_monitor "$login_pid"
    judge_session "$login_session"
    note_login "$login_pid" "$login_session"
  done
  for login_session in $loose_sessions; do
    judged= judged_id=-
    ! map_get leader "$login_session" || judge_login "$got"
    judge_session "$login_session"
    note_login - "$login_session"
  done
}

# Without a line: a connection that began when the trust was gone cannot come in by it; one that has no number yet is about to
judge_monitor() {
  if [ -z "$judged" ] && started_since "/proc/$1" $((stripped_at + 1)); then
    judged=kept
  elif [ -z "$judged" ] && [ "$login_session" = "$no_session" ] && gives_numbers; then
    judged=dying
  elif [ -z "$judged$ends_here" ]; then
    judged=kept
  fi
  case ${judged:-$in_doubt} in
    kept) kept_monitors="$kept_monitors$1 " ;;
    dying) dying_monitors="$dying_monitors$1 " ;;
  esac
}

judge_session() {
  [ "$1" != "$no_session" ] || return 0
  case ${judged:-$in_doubt} in
    kept) kept_sessions="$kept_sessions$1 " ;;
    dying) dying_sessions="$dying_sessions$1 " ;;
    *) unknown_sessions="$unknown_sessions$1 " ;;
  esac
}

# note_login PID NUMBER: of a login that runs on, whose it is (`-`: in doubt), in $login_rows
note_login() {
  case ${judged:-$in_doubt}/$2 in
    dying/*) ;;
    */"$no_session") login_rows="$login_rows$judged_id login $1$nl" ;;
    *) login_rows="$login_rows$judged_id session $2$nl" ;;
  esac
}

# find_live_ids ACCOUNT: its grants that are live or finish, whosever, in $live_ids; what a login without a line is, in $in_doubt. While
# nothing else ends on an account of our making ($ends_here is empty), a connection without a line is of one of them.
find_live_ids() {
  live_ids=' ' in_doubt=unknown ends_here=yes
  ! account_row "$1" || [ "$a_made" != made ] || in_doubt=dying
  [ $in_doubt != dying ] || ! has "$finishing_accounts" "$1" || has "$dying_accounts" "$1" || ends_here=
  IFS=$nl
  for live_row in $l_grants; do
    IFS=$ws
    add_live "$1" $live_row
  done
  IFS=$ws
}

add_live() {
  [ "$7" = "$1" ] || return 0
  if [ "${live_row##* }" = live ] || has "$finishing_ids" "$5"; then live_ids="$live_ids$5 "; fi
}

# find_monitors ACCOUNT: pids in $monitors; `session` of each by its pid
find_monitors() {
  monitors= by_session= tcp_ports=
  logins_of "$1"
  for login_path in $login_paths; do
    login_pid=${login_path#/proc/}
    login_pid=${login_pid%/status}
    monitors="$monitors $login_pid"
    read_session "/proc/$login_pid"
    map_put session "$login_pid" "$its_session" && map_put lines "$login_pid" ''
  done
}

# read_session /proc/PID: its number in $its_session. The number of PID 1 is that of whoever started this machine or container.
read_session() {
  its_session=
  read -r its_session 2>/dev/null <"$1/sessionid" || [ -n "$its_session" ] || its_session=$no_session
  [ "$its_session" != "$first_session" ] || its_session=$no_session
  [ "$its_session" = "$no_session" ] || by_session=yes
}

# Whether logins get a number here, found out once a run: root may give them, and somebody has one or PAM is told to
gives_numbers() {
  [ -n "$numbers" ] || find_numbers
  [ "$numbers" = yes ]
}

find_numbers() {
  numbers=no
  [ -r /proc/self/sessionid ] && may_give_numbers || return 0
  set +f
  numbered=$(grep -Lsx -e "$no_session" -e "$first_session" /proc/[0-9]*/sessionid)
  set -f
  [ -z "$numbered" ] && ! grep -qsE '^[^#]*pam_loginuid' /etc/pam.d/sshd /etc/pam.d/common-session || numbers=yes
}

# CAP_AUDIT_CONTROL is bit 30 (capability.h); containers lack it
may_give_numbers() {
  IFS=$ws$tab
  while read -r status_name status_bits _; do
    [ "$status_name" != CapEff: ] || break
  done </proc/self/status
  IFS=$ws
  [ "$((0x$status_bits >> 30 & 1))" = 1 ]
}

# The numbers of all logins of the UID that still run something: $account_sessions, and in $loose_sessions those without a monitor
find_sessions() {
  loose_sessions= account_sessions=' '
  for login_pid in $monitors; do
    map_get session "$login_pid" && [ "$got" != "$no_session" ] || continue
    account_sessions="$account_sessions$got "
  done
  [ -r /proc/self/loginuid ] || return 0
  set +f
  session_paths=$(grep -lsx "$p_uid" /proc/[0-9]*/loginuid)
  set -f
  for session_path in $session_paths; do
    read_session "${session_path%/loginuid}"
    [ "$its_session" != "$no_session" ] && ! has "$account_sessions" "$its_session" || continue
    account_sessions="$account_sessions$its_session "
    loose_sessions="$loose_sessions $its_session"
  done
}

# judge_login PID: `kept`, `dying`, or nothing when it is in doubt and nobody says what it is, in $judged
judge_login() {
  judged= judged_id=-
  map_get lines "$1" || return 0
  IFS=$nl
  for judge_line in $got; do
    judge_line
  done
  IFS=$ws
  # Nobody comes into an account of our making but by a live grant
  [ "$judged/$in_doubt" != other/dying ] || judged=dying
  [ "$judged" != other ] || judged=kept
}

judge_line() {
  case $judge_line in
    *' ID grant-'*' (serial '*)
      judge_id=${judge_line#*' ID grant-'}
      judge_id=${judge_id%%' '*}
      if ! has "$live_ids" "${judge_id%-*}"; then judged=dying; elif [ "$judged" != dying ]; then judged=kept judged_id=${judge_id%-*}; fi
      ;;
    *)
      [ -n "$judged" ] || judged_id=other
      judged=${judged:-other}
      ;;
  esac
}
