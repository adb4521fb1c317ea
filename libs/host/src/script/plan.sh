# What the order wants against what the ledger holds: first the rows as they should be, then what is to do.

# The ledger's grant rows as the order wants them. Refused ones stand in $refused, one `ID ACCOUNT` a line, faults are said later.
plan_grants() {
  planned= refused=
  IFS=$nl
  for row in $l_grants; do
    IFS=$ws
    grant_fields $row
    if [ "$g_installation $g_connector" = "$w_installation $w_connector" ]; then map_put held "$g_id" "$row"; else map_put others "$g_id" yes; fi ||
      damaged 'a grant id'
  done
  read_reaped
  wanted_ids=' '
  IFS=$nl
  for row in $w_grants; do
    IFS=$ws
    wanted_ids="$wanted_ids${row%% *} "
    plan_wanted $row
  done
  IFS=$nl
  for row in $l_grants; do
    IFS=$ws
    grant_fields $row
    plan_held
  done
  IFS=$ws
  l_grants=$planned
}

# The ends that have passed here of this connector's grants
read_reaped() {
  IFS=$nl
  for row in $l_reaped; do
    IFS=$ws
    read_reaped_row $row
  done
  IFS=$ws
}

read_reaped_row() {
  [ "$2 $3" != "$w_installation $w_connector" ] || map_put reaped "$4" "$6" || damaged 'a reaped id'
}

plan_wanted() {
  g_id=$1 g_key=$2 g_account=$3 g_kind=$4 g_adopt=$5 g_until=$6 g_allows=$7 g_groups=$8
  find_held
  # `hold`: what stands here goes on, and nothing new begins
  [ -z "$w_hold" ] || [ "$h_state" = live ] || return 0
  admit || plan_refused || return 0
  if [ -z "$h_state" ]; then plan_finish new; else plan_finish held; fi
  plan_begun
  uptime_end
  planned="${planned}grant $w_installation $w_connector $g_id $g_key $g_account $g_kind $g_adopt $g_until $g_uptime_end $boot $g_allows $g_groups live$nl"
  kept_ids="$kept_ids$g_id "
}

# The ledger's live row of the same grant, its fields in h_*
find_held() {
  h_state= h_uptime_end=0 h_boot= h_until= h_account= h_groups=
  ! map_get held "$g_id" || held_fields $got
}

held_fields() {
  h_account=$6 h_until=$9
  shift 9
  h_uptime_end=$1 h_boot=$2 h_groups=$4 h_state=$5
}

# Whether the grant in the g_ variables is to have a Linux group or a sudo rule that the ledger's row of it does not have
asks_else() {
  IFS=,
  for else_group in ${g_groups#-}; do
    case ,$h_groups, in
      *",$else_group,"*) ;;
      *)
        IFS=$ws
        return 0
        ;;
    esac
  done
  IFS=$ws
  map_get asked "$g_id" || return 1
  IFS=$nl
  for else_rule in $got; do
    case $nl$l_sudo in
      *"${nl}sudo $w_installation $w_connector $g_id $else_rule$nl"*) ;;
      *)
        IFS=$ws
        return 0
        ;;
    esac
  done
  IFS=$ws
  return 1
}

# Returns 0 when the grant goes on in spite of the fault: it is there already, its account is still the same, and it asks for nothing
# else. What the policy forbids is that it lasts longer than it does: it keeps the end that it has.
plan_refused() {
  [ "$no/$h_state" = grant-not-active/live ] || map_put fault "$g_id" "$no|$no_why|$no_hint|$no_detail"
  if [ "$h_state" = live ] && ! asks_else; then
    case $no in
      above-policy | policy-invalid)
        g_until=$h_until g_uptime_end=$h_uptime_end g_boot=$h_boot
        ! is_over
        return
        ;;
      account-missing | group-missing | command-missing | not-set-up | sshd-rules-in-the-way | sudo-rules-in-the-way) return 0 ;;
    esac
  fi
  [ -n "$h_state" ] || refused="$refused$g_id $g_account$nl"
  return 1
}

# A row that the order does not want (any more), and those of other connectors
plan_held() {
  if [ "$g_installation $g_connector" = "$w_installation $w_connector" ]; then
    ! has "$kept_ids" "$g_id" || return 0
    [ -z "$any_finish" ] || plan_finish held
    [ "$g_state" != live ] || ! is_over || put_reaped
    g_state=ending
  elif [ "$g_state" = live ] && is_over; then
    put_reaped
    g_state=ending
  fi
  planned="${planned}grant $g_installation $g_connector $g_id $g_key $g_account $g_kind $g_adopt $g_until $g_uptime_end $g_boot $g_allows $g_groups $g_state$nl"
}

# The end in seconds of this boot's uptime: counted from the latest of the clocks, never moved later for the same end. Whole
# seconds of two clocks differ by turns, so an end that is earlier by so little is the same one, and the ledger stays as it is.
uptime_end() {
  counted=$latest_time
  [ "$w_now" -le "$counted" ] || counted=$w_now
  g_uptime_end=$((uptime + g_until - counted))
  if [ "$h_boot/$h_until" = "$boot/$g_until" ] && [ "$h_uptime_end" -le $((g_uptime_end + 2)) ]; then
    g_uptime_end=$h_uptime_end
  fi
}

# An account that was deleted and made anew by somebody else is not the one of the ledger: nothing of it is touched
forget_foreign_accounts() {
  for foreign_name in $names; do
    account_row "$foreign_name" && passwd_row "$foreign_name" && ! same_uid || continue
    if has_new_uid; then
      a_uid=$p_uid
      put_account
      continue
    fi
    drop_account "$foreign_name"
    for pair in $l_pairs; do
      [ "${pair%%:*}" != "$foreign_name" ] || drop_member "$pair"
    done
  done
}

# Whether the account of the ledger's row was given another UID: it is in our group still, from which a deleted one is gone
has_new_uid() {
  [ "$p_uid" -ge "$s_uid_min" ] && [ "$a_uid" != - ] || return 1
  case $a_made in
    made) is_member "$a_name" "$accounts_group" && [ "$p_comment" = "Curfew $a_installation" ] ;;
    *) is_member "$a_name" "$guests_group" ;;
  esac
}

# Who must be what, from all live rows: $need_members ("account:group"), $need_accounts; and from the ended ones, whose processes
# must end: $ending_accounts, of them $finishing_accounts and $dying_accounts
find_needs() {
  need_members=' ' need_accounts=' '
  forget_ended
  IFS=$nl
  for row in $l_grants; do
    IFS=$ws
    grant_fields $row
    if [ "$g_state" = live ]; then need_grant; else note_ended; fi
  done
  IFS=$ws
}

need_grant() {
  has "$need_accounts" "$g_account" || {
    need_accounts="$need_accounts$g_account "
    need_account
  }
  [ "$g_groups" != - ] || return 0
  IFS=,
  for need_group in $g_groups; do
    has "$need_members" "$g_account:$need_group" || need_members="$need_members$g_account:$need_group "
  done
  IFS=$ws
}

# The account's row in the ledger, made or mended, and the group that ties it to the sshd drop-in
need_account() {
  known=
  ! account_row "$g_account" || known=yes
  if passwd_row "$g_account"; then
    if [ -z "$known" ] && is_left_over "$g_account"; then
      new_made
    elif [ -z "$known" ] || ! same_uid; then
      new_guest
    fi
    [ "$a_uid" != - ] || a_uid=$p_uid
  elif [ -z "$known" ] || [ "$a_made" = made ]; then
    new_made
  fi
  a_state=open
  put_account
  if [ "$a_made" = made ]; then need_group=$accounts_group; else need_group=$guests_group; fi
  need_members="$need_members$g_account:$need_group "
}

new_guest() {
  groups_of "$g_account"
  account_keys "$g_account"
  a_name=$g_account a_uid=$p_uid a_made=guest a_installation=$g_installation a_since=$uptime_ticks a_boot=$boot
  a_groups=$groups_now a_keys=$keys_now
}

new_made() {
  a_name=$g_account a_uid=- a_made=made a_installation=$g_installation a_since=$uptime_ticks a_boot=$boot a_groups=- a_keys=-
}

# Membership rows: `ours` is written before a membership is added, `before` for what was there already
plan_members() {
  for pair in $need_members; do
    group_id "${pair#*:}" || continue
    membership "$pair"
    if ! has "$s_members" "$pair"; then
      put_member "$pair" ours
    elif [ -z "$m_origin" ]; then
      put_member "$pair" before
    fi
  done
}
