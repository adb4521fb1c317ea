# After the read-back: what is proved gone leaves the ledger, what is left stays in it and is answered.

# remains ACCOUNT ID GROUPS: what is left of an ended grant, one a line, in $left
remains() {
  left=
  case $s_trust in
    *"\"grant-$2-"*) left="trust line$nl" ;;
  esac
  remains_of_rules "$2"
  if [ "$3" != - ]; then
    IFS=,
    for remains_group in $3; do
      membership "$1:$remains_group"
      if [ "$m_origin" = ours ] && ! has "$need_members" "$1:$remains_group" && is_member "$1" "$remains_group"; then
        left="${left}membership $remains_group$nl"
      fi
    done
    IFS=$ws
  fi
  remains_of_account "$1"
}

# Whoever has the UID of an account that is gone, and is in our group without a row of its own, is that account by another name
remains_of_renamed() {
  account_row "$1" && map_get ghost "$1" || return 0
  renamed=$got
  ! account_row "$renamed" || return 0
  for renamed_group in "$accounts_group" "$guests_group"; do
    ! is_member "$renamed" "$renamed_group" || left="${left}account $renamed which has its UID and is in $renamed_group$nl"
  done
}

remains_of_account() {
  uid_of "$1" || {
    remains_of_renamed "$1"
    return
  }
  if ! has "$need_accounts" "$1" && [ "$a_made" = made ] && passwd_row "$1" && ! is_locked "$1"; then left="${left}account not locked$nl"; fi
  if ! has "$need_accounts" "$1" && [ "$a_made" = guest ] && is_member "$1" "$guests_group"; then
    left="${left}membership $guests_group$nl"
  fi
  if ! has "$need_accounts" "$1" && [ "$a_made" = made ]; then
    jobs_of "$1"
    for remains_job in $jobs; do left="${left}scheduled $remains_job$nl"; done
  fi
  remains_count=0
  pids=
  ! has " $t_kill " "$1" || ! still_runs || victims "$1"
  for remains_path in $pids; do
    remains_count=$((remains_count + 1))
    [ $remains_count -le 20 ] || break
    remains_path=${remains_path#/proc/}
    left="${left}process ${remains_path%/status}$nl"
  done
}

# Says each ending grant of this connector; its row goes when nothing is left. $open_accounts keep their rows.
settle_ending() {
  settled= open_accounts=' ' said_ids=' '
  IFS=$nl
  for settle_row in $l_grants; do
    IFS=$ws
    grant_fields $settle_row
    if [ "$g_state" = live ]; then
      settled="$settled$settle_row$nl"
    else
      settle_grant
    fi
  done
  IFS=$ws
  l_grants=$settled
}

settle_grant() {
  remains "$g_account" "$g_id" "$g_groups"
  running=
  ! has "$finishing_ids" "$g_id" || find_running
  if [ -n "$left$running" ]; then
    settled="$settled$settle_row$nl"
    open_accounts="$open_accounts$g_account "
  fi
  [ "$g_installation $g_connector" = "$w_installation $w_connector" ] || [ "$w_connector" = console ] || return 0
  said_ids="$said_ids$g_id "
  say_ended "$g_id" "$g_account"
}

# A row goes when no grant needs it and nothing of it is there; `before` rows when no grant at all is left that named it
settle_members() {
  for settle_pair in $l_pairs; do
    has "$need_members" "$settle_pair" || has "$open_accounts" "${settle_pair%%:*}" || settle_member "$settle_pair" "${settle_pair%%:*}" "${settle_pair#*:}"
  done
}

settle_member() {
  membership "$1"
  if [ "$m_origin" = ours ] && [ "$3" != "$accounts_group" ]; then
    ! has "$s_members" "$1" || return 0
    if has "$need_accounts" "$2"; then
      victims "$2"
      [ -z "$pids" ] || return 0
    fi
  fi
  drop_member "$1"
}

# Rows of accounts: the UID of one that was made, `locked` when its last grant is proved gone; guests leave the ledger
settle_accounts() {
  for settle_name in $names; do settle_account "$settle_name"; done
}

settle_account() {
  account_row "$1" || return 0
  if has "$need_accounts" "$1"; then
    if [ "$a_made" = made ] && passwd_row "$1" && [ "$a_uid" = - ] && same_uid; then
      a_uid=$p_uid
      put_account
    fi
    say_unknown_logins "$1"
    return
  fi
  [ "$a_state" = open ] && ! has "$open_accounts" "$1" || return 0
  say_standing_keys "$1"
  say_standing_jobs "$1"
  if [ "$a_made" = guest ] || ! passwd_row "$1"; then
    drop_account "$1"
  else
    a_state=locked
    put_account
  fi
}

# On an account that was there before, beside another grant: logins that run on and that may have been the ended grant's
say_unknown_logins() {
  [ "$a_made" = guest ] && has "$ending_accounts" "$1" && passwd_row "$1" || return 0
  know_logins "$1"
  for unknown_session in $unknown_sessions; do say "standing $1 session $unknown_session"; done
}
