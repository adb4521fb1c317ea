# Accounts that Curfew makes: made, opened again, locked; never deleted, so that nobody gets their UID.

# groups_of ACCOUNT: the groups it is in now besides ours, joined by commas or `-`, in $groups_now
groups_of() {
  groups_now=
  for groups_pair in $s_members; do
    case $groups_pair in
      "$1:$accounts_group" | "$1:$guests_group") ;;
      "$1:"*) groups_now="$groups_now,${groups_pair#*:}" ;;
    esac
  done
  groups_now=${groups_now#,}
  groups_now=${groups_now:--}
}

# `*` as password: no password fits, and sshd without PAM does not take the account for a locked one. The comment outlives an
# uninstall: it says whose the locked account is. People cannot change it themselves (chfn gives them other fields only).
make_account() {
  login_shell
  account_row "$1"
  groups_to_join "$1"
  change useradd -m -p '*' -c "Curfew $a_installation" -s "$shell" -G "$join_groups" "$1"
}

open_account() {
  login_shell
  groups_to_join "$1"
  change usermod -U -e '' -s "$shell" -aG "$join_groups" "$1"
}

# groups_to_join ACCOUNT: those that it is to get now, and the one of all accounts that Curfew makes, in $join_groups
groups_to_join() {
  join_groups=$accounts_group
  for join_pair in $t_join; do
    case $join_pair in
      "$1:$accounts_group") ;;
      "$1:"*) join_groups="$join_groups,${join_pair#*:}" ;;
    esac
  done
}

# A bare -L stops no certificate under PAM; the expiry date does. The groups that it has to leave go by the same run.
lock_account() {
  nologin_shell
  leave_groups=
  for leave_pair in $t_leave; do
    [ "${leave_pair%%:*}" != "$1" ] || leave_groups="$leave_groups,${leave_pair#*:}"
  done
  [ -n "$leave_groups" ] || {
    change usermod -L -e 1 -s "$shell" "$1"
    return
  }
  step membership-removed-before
  lock_and_leave "$1"
  lock_code=$?
  step membership-removed
  return $lock_code
}

# shadow before 4.9 cannot take groups away by usermod
lock_and_leave() {
  change usermod -L -e 1 -s "$shell" -rG "${leave_groups#,}" "$1" && return
  [ -n "$run_said" ] || return 1
  for leave_pair in $t_leave; do
    [ "${leave_pair%%:*}" != "$1" ] || change gpasswd -d "$1" "${leave_pair#*:}" || said="$said$clean; "
  done
  change usermod -L -e 1 -s "$shell" "$1"
}

# is_locked ACCOUNT: by shadow and passwd, as last read
is_locked() {
  has "$s_locked" "$1" || return 1
  passwd_row "$1" || return 0
  case $p_shell in
    */nologin | */false) return 0 ;;
  esac
  return 1
}

# is_shut ACCOUNT: something of the lock stands in the way of a login
is_shut() {
  has "$s_locked" "$1" && return
  case $p_shell in
    */nologin | */false) return 0 ;;
  esac
  return 1
}

# is_left_over ACCOUNT: Curfew made it, locked it, and was uninstalled since; of which installation, in $left_by
is_left_over() {
  case $p_comment in
    'Curfew '*) left_by=${p_comment#Curfew } ;;
    *) return 1 ;;
  esac
  is_uuid "$left_by" && is_locked "$1"
}
