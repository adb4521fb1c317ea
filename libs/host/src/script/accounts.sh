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

# `*` as password: no password fits, and sshd without PAM does not take the account for a locked one
make_account() {
  login_shell
  make_groups=$accounts_group
  for pair in $t_join; do
    case $pair in
      "$1:$accounts_group") ;;
      "$1:"*) make_groups="$make_groups,${pair#*:}" ;;
    esac
  done
  run useradd -m -p '*' -s "$shell" -G "$make_groups" "$1"
}

open_account() {
  login_shell
  run usermod -U -e '' -s "$shell" "$1"
}

# A bare -L stops no certificate under PAM; the expiry date does
lock_account() {
  nologin_shell
  run usermod -L -e 1 -s "$shell" "$1"
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
