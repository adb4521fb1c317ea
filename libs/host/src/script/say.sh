# The answer's lines about grants, from the read-back.

# Every wanted grant: there as wanted, or why not
say_live() {
  IFS=$nl
  for say_row in $l_grants; do
    IFS=$ws
    grant_fields $say_row
    if [ "$g_installation $g_connector $g_state" = "$w_installation $w_connector live" ]; then say_live_grant; fi
  done
  IFS=$ws
}

say_live_grant() {
  say_missing=${not_set_up:+ set-up}
  say_uid=-
  say_groups= say_sudo=
  if passwd_row "$g_account"; then
    say_uid=$p_uid
    account_row "$g_account" && [ "$a_made" = made ] && is_shut "$g_account" && say_missing=' account locked'
  else
    say_missing=' account'
  fi
  [ "$g_groups" = - ] || say_group_list
  trust_of "$g_account"
  case $trust_current in
    *"\"grant-$g_id-$g_key\""*) [ "$trust_current" = "$trust_text" ] || say_missing="$say_missing trust-line" ;;
    *) say_missing="$say_missing trust-line" ;;
  esac
  say_rules "$g_id"
  say_groups=${say_groups#,}
  if [ -z "$say_missing" ]; then
    say "grant $g_id present $g_account $say_uid ${say_groups:--}"
    say_sudo_lines
    # With its trust line read back: so this end is in the ledger, which is written before
    [ -z "$w_ends" ] || say "until $g_id $g_until"
  else
    say "grant $g_id partial $g_account $say_uid ${say_groups:--}"
    say_sudo_lines
    say_grant_fault "$g_id" || fault "$g_id" host-script-failed "Not all of the grant is in place yet:$say_missing" '' "$said"
    return
  fi
  say_grant_fault "$g_id" || :
}

say_group_list() {
  IFS=,
  for say_group in $g_groups; do
    if is_member "$g_account" "$say_group"; then say_groups="$say_groups,$say_group"; else say_missing="$say_missing $say_group"; fi
  done
  IFS=$ws
}

# say_grant_fault ID: the fault that admit found, when it found one
say_grant_fault() {
  map_get fault "$1" || return 1
  say_of=$1
  IFS='|'
  say_fault_fields "$say_of" $got
}

say_fault_fields() {
  IFS=$ws
  fault "$1" "$2" "$3" "${4:-}" "${5:-}"
}

say_refused() {
  IFS=$nl
  for say_row in $refused; do
    IFS=$ws
    say_refused_grant $say_row
  done
  IFS=$ws
}

say_refused_grant() {
  say_uid=-
  ! passwd_row "$2" || say_uid=$p_uid
  say "grant $1 refused $2 $say_uid -"
  say_grant_fault "$1"
}

# say_ended ID ACCOUNT: with what is left of it ($left, one a line), and what of it may finish ($running)
say_ended() {
  say_uid=-
  ! passwd_row "$2" || say_uid=$p_uid
  if [ -z "$left$running" ]; then
    say "grant $1 absent $2 $say_uid -"
    say_grant_fault "$1" || :
    return
  fi
  say "grant $1 partial $2 $say_uid -"
  IFS=$nl
  for say_left in $left; do
    IFS=$ws
    say "remaining $1 $say_left"
  done
  IFS=$nl
  for say_left in $running; do
    IFS=$ws
    say "finishing $1 $say_left"
  done
  IFS=$ws
  [ -z "$left" ] || fault "$1" removal-unproved "Something of the grant is left on the server" 'It is tried again' "$said"
}

# Grants that the order asks about and the ledger does not hold: whatever of them could still open a door. An account in one of
# our groups that the ledger does not know means that the ledger was lost: then nothing is proved by its silence.
say_asked() {
  IFS=$nl
  for say_row in $w_ended; do
    IFS=$ws
    has "$said_ids" "${say_row%% *}" || say_asked_grant $say_row
  done
  IFS=$ws
}

say_asked_grant() {
  left= running=
  case $s_trust in
    *"\"grant-$1-"*) left="trust line$nl" ;;
  esac
  remains_of_rules "$1"
  account_row "$2" || for asked_group in "$accounts_group" "$guests_group"; do
    ! is_member "$2" "$asked_group" || left="${left}membership $asked_group that the ledger does not know$nl"
  done
  say_ended "$1" "$2"
}
