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
  make_groups=$accounts_group
  for pair in $t_join; do
    case $pair in
      "$1:$accounts_group") ;;
      "$1:"*) make_groups="$make_groups,${pair#*:}" ;;
    esac
  done
  run useradd -m -p '*' -c "Curfew $a_installation" -s "$shell" -G "$make_groups" "$1"
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

# is_left_over ACCOUNT: Curfew made it, locked it, and was uninstalled since; of which installation, in $left_by
is_left_over() {
  case $p_comment in
    'Curfew '*) left_by=${p_comment#Curfew } ;;
    *) return 1 ;;
  esac
  is_uuid "$left_by" && is_locked "$1"
}
