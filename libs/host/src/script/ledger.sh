# The ledger: what Curfew added here, and for which grant. Written before anything is done, so that whoever comes after a
# crash knows what may be there. Rows and generations belong to (installation, connector), accounts and memberships to all.
#
#   generation INSTALLATION CONNECTOR N
#   ca         INSTALLATION CONNECTOR TYPE BASE64
#   grant      INSTALLATION CONNECTOR ID KEY ACCOUNT KIND ADOPT UNTIL UPTIME-END BOOT ALLOWS GROUPS live|ending
#   sudo       INSTALLATION CONNECTOR ID ROLE COMMAND…           (version 2)
#   finish     INSTALLATION CONNECTOR ID UNTIL                (version 3)
#   begun      INSTALLATION CONNECTOR ID SECONDS              (version 4)
#   account    NAME UID made|guest INSTALLATION SINCE BOOT open|locked GROUPS-BEFORE KEYS-BEFORE
#   member     ACCOUNT GROUP ours|before
#   reaped     INSTALLATION CONNECTOR ID ACCOUNT UNTIL AT       ended here by itself; until the connector was told
#   found      INSTALLATION CONNECTOR ACCOUNT KIND NAME         standing access found meanwhile; likewise
#
# UPTIME-END: second of this boot at which the grant ends too, so that a clock set back gives no time.
# A ledger without rows of sudo, finish and begun is written as version 1, which an older script reads too.
# SINCE: 1/100 s of this boot at which the account's first grant began.

# A shell ends when `exec` cannot open its file, so another command tries first
take_lock() {
  [ -d "$state_dir" ] || mkdir -p -m 0700 "$state_dir" 2>/dev/null
  lock_ledger || refuse_all host-script-failed 'The ledger is locked or cannot be written' 'Try again; see `curfew-host doctor`'
}

# On a disk that cannot be written its file is opened to be read: ends need the lock then, too
lock_ledger() {
  if printf '' 2>/dev/null >>"$state_dir/lock"; then
    exec 9>>"$state_dir/lock"
  elif [ -f "$state_dir/lock" ]; then
    exec 9<"$state_dir/lock"
  else
    return 1
  fi
  flock -w 30 9
}

read_ledger() {
  l_generations= l_generation=0 l_cas= l_grants= l_sudo= l_account_names= l_pairs= l_before= l_reaped= l_found=
  [ -e "$ledger_file" ] || return 0
  l_before=$(cat "$ledger_file") || damaged 'unreadable'
  l_rows=0 l_closed=
  IFS=$nl
  for row in $l_before; do
    IFS=$ws
    [ -n "$bear_damage" ] && ! is_whole_row $row || ledger_row $row
  done
  IFS=$ws
  [ "$l_closed" = "end $l_rows" ] || damaged 'cut off'
}

ledger_row() {
  l_closed=$row
  case $1/$# in
    end/2) return ;;
    curfew-ledger/2)
      case $2 in
        1 | 2 | 3 | 4) ;;
        *) damaged "version $2" ;;
      esac
      ;;
    generation/4)
      l_generations="$l_generations$row$nl"
      [ "$2 $3" != "$w_installation $w_connector" ] || l_generation=$4
      ;;
    ca/5) l_cas="$l_cas$row$nl" ;;
    grant/14) l_grants="$l_grants$row$nl" ;;
    sudo/[6-9] | sudo/[1-9][0-9]) l_sudo="$l_sudo$row$nl" ;;
    finish/5) read_finish $row ;;
    begun/5) read_begun $row ;;
    account/10)
      l_account_names="$l_account_names $2"
      map_put account "$2" "${row#account * }" || damaged 'an account name'
      ;;
    member/4)
      l_pairs="$l_pairs $2:$3"
      map_put member "$2:$3" "$4" || damaged 'a member name'
      ;;
    reaped/7) l_reaped="$l_reaped$row$nl" ;;
    found/6) l_found="$l_found$row$nl" ;;
    *) damaged "row $1" ;;
  esac
  l_rows=$((l_rows + 1))
}

damaged() {
  ledger_damage=$1
  [ -n "$bear_damage" ] || refuse_all host-script-failed "The ledger $ledger_file is damaged" \
    'Nothing was changed. Put the ledger back from a backup, or take Curfew away there as root: curfew-host uninstall' "$1"
}

# Of a ledger that may be damaged, what an uninstall goes by. Other rows say nothing that it needs.
is_whole_row() {
  case $1/$# in
    end/2) return 0 ;;
    grant/14) is_uuid "$4" && is_name "$6" && is_number "$9" && is_name_list "${13}" && return 0 ;;
    account/10) is_name "$2" && { [ "$3" = - ] || is_number "$3"; } && return 0 ;;
    member/4) is_name "$2" && is_name "$3" && return 0 ;;
  esac
  l_rows=$((l_rows + 1))
  case $1 in
    grant | account | member) ledger_damage="a row $1" ;;
  esac
  return 1
}

# The ledger's text out of the l_ variables, in $ledger_text
compose_ledger() {
  drop_settled_rules
  ledger_version=1
  [ -z "$l_sudo" ] || ledger_version=2
  compose_finish
  [ -z "$finish_rows" ] || ledger_version=3
  compose_begun
  [ -z "$begun_rows" ] || ledger_version=4
  ledger_text="curfew-ledger $ledger_version$nl$l_generations$l_cas$l_grants$l_sudo$finish_rows$begun_rows$l_reaped$l_found"
  for compose_name in $l_account_names; do
    ! map_get account "$compose_name" || ledger_text="${ledger_text}account $compose_name $got$nl"
  done
  for compose_pair in $l_pairs; do
    ! map_get member "$compose_pair" || ledger_text="${ledger_text}member ${compose_pair%%:*} ${compose_pair#*:} $got$nl"
  done
  l_rows=0
  IFS=$nl
  for row in $ledger_text; do l_rows=$((l_rows + 1)); done
  IFS=$ws
  ledger_text="${ledger_text}end $l_rows"
}

# write_ledger [durable]: aside, fsynced, renamed. Nothing at all when it would say the same as before. Where trust and rules were taken
# away is fsynced with it: no power cut brings them back when their rows are gone.
write_ledger() {
  compose_ledger
  [ "$ledger_text" != "$l_before" ] || return 0
  umask 077
  printf '%s\n' "$ledger_text" 2>/dev/null >"$ledger_file.new" && ledger_printed=yes || ledger_printed=
  umask 022
  [ -n "$ledger_printed" ] && sync "$ledger_file.new"$taken_from$unruled_in && mv -f "$ledger_file.new" "$ledger_file" || return 1
  [ -z "${1:-}" ] || sync "$state_dir" || return 1
  l_before=$ledger_text
}

# An order older than the ledger's is refused; the newer number counts from now on
fence() {
  if [ "$w_generation" -lt "$l_generation" ]; then
    refuse_all order-older-than-ledger "This server has seen order $l_generation already; order $w_generation is older" \
      'Another instance of the connector, or a restored control plane, sends old orders'
  fi
  keep_others "$l_generations" 3
  l_generations="${kept}generation $w_installation $w_connector $w_generation$nl"
  l_generation=$w_generation
  keep_others "$l_cas" 3
  l_cas=$kept$w_cas
}

# keep_others ROWS: those of other connectors, in $kept
keep_others() {
  kept=
  IFS=$nl
  for row in $1; do
    case $row in
      *" $w_installation $w_connector "*) ;;
      *) kept="$kept$row$nl" ;;
    esac
  done
  IFS=$ws
}

# grant_fields ROW-WORDS: names for the fields of a grant row
grant_fields() {
  g_installation=$2 g_connector=$3 g_id=$4 g_key=$5 g_account=$6 g_kind=$7 g_adopt=$8 g_until=$9
  shift 9
  g_uptime_end=$1 g_boot=$2 g_allows=$3 g_groups=$4 g_state=$5
}

# account_row NAME: whether the ledger knows the account; its fields in a_*
account_row() {
  map_get account "$1" || return 1
  a_name=$1
  account_fields $got
}

account_fields() {
  a_uid=$1 a_made=$2 a_installation=$3 a_since=$4 a_boot=$5 a_state=$6 a_groups=$7 a_keys=$8
}

# put_account: writes the a_* fields back as the account's row
put_account() {
  has " $l_account_names " "$a_name" || l_account_names="$l_account_names $a_name"
  map_put account "$a_name" "$a_uid $a_made $a_installation $a_since $a_boot $a_state $a_groups $a_keys"
}

drop_account() {
  map_put account "$1" ''
}

# membership ACCOUNT:GROUP: `ours`, `before` or nothing, in $m_origin
membership() {
  map_get member "$1" || :
  m_origin=$got
}

put_member() {
  has " $l_pairs " "$1" || l_pairs="$l_pairs $1"
  map_put member "$1" "$2"
}

drop_member() {
  map_put member "$1" ''
}
