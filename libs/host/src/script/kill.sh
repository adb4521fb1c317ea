# Ends what runs. A process keeps its groups until it dies, so taking a membership away ends nothing by itself.

# processes_of UID: every living process with that UID as real, effective, saved or file-system one, in $pids
processes_of() {
  set +f
  pids=$(grep -lsE "^Uid:.*[[:space:]]$1([[:space:]]|\$)" /proc/[0-9]*/status)
  set -f
  drop_zombies
}

# logins_of ACCOUNT: root's half of its ssh logins, also one that is just coming in
logins_of() {
  set +f
  monitors=$(grep -lsE "^sshd(-session)?: $1( |@|\$)" /proc/[0-9]*/cmdline)
  set -f
  [ -z "$monitors" ] || monitors=$(grep -lsE "^Uid:[[:space:]]+0[[:space:]]" $(printf '%s\n' "$monitors" | sed 's/cmdline$/status/'))
  pids="$pids$nl$monitors"
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
# Where the kernel keeps login sessions, a process without one was started by no login.
drop_older() {
  since_ticks=$a_since
  [ "$a_boot" = "$boot" ] || since_ticks=0
  newer=
  for older_path in $pids; do
    older_path=${older_path%/status}
    read -r older_stat 2>/dev/null <"$older_path/stat" || continue
    started_since ${older_stat##*) } || continue
    ! is_service "$older_path" || continue
    newer="$newer $older_path/status"
  done
  pids=$newer
}

# Field 22 of /proc/<pid>/stat, here behind the command's `)`: ticks of 1/100 s since boot (proc(5))
started_since() {
  shift 9
  [ "${11}" -ge "$since_ticks" ]
}

is_service() {
  read -r own_session 2>/dev/null </proc/self/sessionid || return 1
  [ "$own_session" != 4294967295 ] || return 1
  read -r its_session 2>/dev/null <"$1/sessionid" || return 1
  [ "$its_session" = 4294967295 ]
}

# victims ACCOUNT: what must not run any more of the account, as /proc/<pid>/status paths in $pids
victims() {
  pids=
  account_row "$1" && passwd_row "$1" || return 0
  if has "$need_accounts" "$1"; then
    leaving_gids "$1"
    [ -z "$gids" ] || holders_of "$p_uid" "$gids"
    return 0
  fi
  processes_of "$p_uid"
  logins_of "$1"
  [ "$a_made" = made ] || drop_older
}

# leaving_gids ACCOUNT: numbers of the groups that no grant gives it any more, joined by `|`, in $gids
leaving_gids() {
  gids=
  for leaving_pair in $l_pairs; do
    [ "${leaving_pair%%:*}" = "$1" ] && ! has "$need_members" "$leaving_pair" || continue
    membership "$leaving_pair"
    [ "$m_origin" = ours ] && group_id "${leaving_pair#*:}" || continue
    gids=${gids:+$gids|}$gid
  done
}

# kill_all ACCOUNT: until nothing is left, bounded; what is left then is answered
kill_all() {
  kill_round=0
  while victims "$1" && [ -n "${pids#"$nl"}" ] && [ $kill_round -lt 100 ]; do
    kill_round=$((kill_round + 1))
    for kill_path in $pids; do
      kill_path=${kill_path#/proc/}
      kill -9 "${kill_path%/status}" 2>/dev/null
    done
    # A fork storm outruns a list; the kernel's own kill of all that a UID may signal does not. The storm may stop that shell
    # or look into it, so root keeps the time, and it holds neither our lock nor our answer.
    if [ $kill_round -ge 4 ] && [ "$a_made" = made ] && ! has "$need_accounts" "$1"; then
      { timeout -s KILL 2 setpriv --reuid="$p_uid" --regid="$p_gid" --clear-groups sh -c 'kill -9 -1'; } \
        </dev/null >/dev/null 2>&1 8>&- 9>&-
    fi
    sleep 0.02
  done
}
