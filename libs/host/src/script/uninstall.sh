# Takes everything of Curfew away again. Access ends first, then sshd's configuration, then our groups and files, last the script
# and the sudoers file: in one command, because with only one of them left nobody could ask again. The policy is not ours.

# Asked by a connector: what is its own ends; when another connector works here, the rest stays for that one
uninstall_asked() {
  take_lock
  read_clock
  read_ledger
  end_own_grants
  if has_own_grants; then
    fault server conflict 'Something of a grant is left here; Curfew stays until it is gone' 'See the ledger: /var/lib/curfew/ledger'
  else
    leave_or_remove
  fi
  print_answer
}

has_own_grants() {
  case $l_grants in
    *"grant $w_installation $w_connector "*) return 0 ;;
  esac
  return 1
}

# Who has a generation here was set up and did not leave
leave_or_remove() {
  keep_others "$l_generations" 3
  l_generations=$kept
  [ -n "$l_generations" ] || {
    remove_all
    return
  }
  keep_others "$l_cas" 3
  l_cas=$kept
  changed=yes
  write_ledger durable || fault server host-script-failed 'The ledger cannot be written'
}

# By root at the console: all of it, whosoever's
uninstall_at_console() {
  refuse_unless_root
  w_installation=console w_connector=console
  take_lock
  read_clock
  bear_damage=yes
  read_ledger
  recover_accounts
  end_own_grants
  if [ -n "$l_grants" ]; then
    console_error 'Something of a grant is left; nothing else was removed' 'Run it again, or see to what is left first' "$(say_left)"
  fi
  if ! remove_all; then
    printf 'error: Curfew could not be removed\n%s' "$out" >&2
    exit 1
  fi
  printf 'Curfew is removed from this server.\n'
  for locked_name in $locked_names; do printf 'The account %s stays, locked.\n' "$locked_name"; done
  if [ -e "$policy_file" ]; then printf 'Your policy %s stays.\n' "$policy_file"; else say_not_closed; fi
  [ -z "$ledger_damage" ] ||
    printf 'The ledger was lost or damaged (%s): memberships that it named no more may be left. Compare /etc/group with who belongs there.\n' "$ledger_damage"
}

# Whom a ledger that was lost or damaged names no more is known by our groups: as if a grant of each ended. Without the groups
# a key that was planted in a home would count again.
recover_accounts() {
  for recover_group in "$accounts_group" "$guests_group"; do
    recover_made=made
    [ "$recover_group" = "$accounts_group" ] || recover_made=guest
    recover_names=$(getent group "$recover_group")
    IFS=,
    for recover_name in ${recover_names##*:}; do
      IFS=$ws
      recover_account "$recover_name"
    done
    IFS=$ws
  done
}

recover_account() {
  is_name "$1" && ! account_row "$1" && a_uid=$(timeout -s KILL 10 id -u "$1") || return 0
  a_name=$1 a_made=$recover_made a_installation=$no_uuid a_since=0 a_boot=$boot a_state=open a_groups=- a_keys=-
  ledger_damage=${ledger_damage:-$1 is not in it}
  put_account
  put_member "$1:$recover_group" ours
  l_grants="${l_grants}grant console console $no_uuid 1 $1 person - 0 0 $boot - - ending$nl"
}

say_not_closed() {
  printf 'A connector with full sudo here sets it up again and gives what is ordered. To keep that out, say that no account may be given:\n'
  printf '  mkdir -p %s && echo account >%s\n' "$policy_dir" "$policy_file"
}

# What the read-back found, one a line, with the account, and what tools said
say_left() {
  printf '%s' "$out" | sed -n "s/^grant [^ ]* partial \([^ ]*\) .*/of \1:/p; s/^remaining [^ ]* /  /p; s/^detail [^ ]* /  /p"
}

# Plans an order that wants nothing
end_own_grants() {
  w_now=$now
  [ "$w_connector" != console ] || end_everybody
  end_over
  write_ledger || refuse_all host-script-failed 'The ledger cannot be written'
}

end_everybody() {
  ended_rows=
  IFS=$nl
  for row in $l_grants; do ended_rows="$ended_rows${row% *} ending$nl"; done
  IFS=$ws
  l_grants=$ended_rows any_finish=
}

# Each part may be gone already: an uninstall that died goes on where it was
remove_all() {
  changed=yes
  list_locked
  remove_drop_in || {
    fault server host-script-failed "sshd's configuration could not be restored; nothing else was removed" '' "$clean"
    return 1
  }
  step reaper-removed-before
  for starter in systemd cron loop; do drop_starter "$starter"; done
  step reaper-removed
  step keys-removed-before
  rm -rf "$curfew_dir"
  step keys-removed
  for remove_group in "$accounts_group" "$guests_group"; do
    ! getent group "$remove_group" >/dev/null || run groupdel "$remove_group" || fault server host-script-failed "The group $remove_group stays" '' "$clean"
  done
  step groups-removed
  rm -rf "$state_dir"
  step ledger-removed
  set +f
  rm -f "$script_path" "$script_path".?????? "$sudoers_dir/.curfew-host.new" "$sudoers_file"
  set -f
}

remove_drop_in() {
  read_sshd_version
  [ -f "$drop_in" ] || return 0
  compose_config ''
  effective root "$composed" || return 1
  step drop-in-removed-before
  rm -f "$drop_in"
  step drop-in-removed
  printf '' >"$reload_due"
  reload_sshd
}

# Accounts of our making: they stay, so that nobody gets their UID
list_locked() {
  locked_names=
  for locked_name in $l_account_names; do
    account_row "$locked_name" && [ "$a_made" = made ] || continue
    locked_names="$locked_names $locked_name"
    say "locked $locked_name"
  done
}
