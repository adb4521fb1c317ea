# `curfew-host end ACCOUNT|GRANT`: root at the console ends access here alone, whatever is ordered [I36]. What ended so is kept as a
# `reaped` row until no end at all: no order gives that grant again here, a longer one neither. Another grant is another matter.

# Later than any end that a grant can have
for_good=99999999999

end_at_console() {
  refuse_unless_root
  end_whom=${2:-}
  is_name "$end_whom" || is_uuid "$end_whom" ||
    console_error 'Say whose access is to end, or which grant' 'curfew-host end ACCOUNT | curfew-host end GRANT; both stand in: grep ^grant /var/lib/curfew/ledger'
  w_installation=console w_connector=console
  take_lock
  read_clock
  read_ledger
  mark_ended
  [ -n "$end_ids" ] || console_error "Curfew holds no access of $end_whom here" 'Who has some: grep ^grant /var/lib/curfew/ledger'
  w_now=$now
  end_over
  write_ledger || console_error 'The ledger cannot be written' 'See whether the disk of the server is full or read-only'
  say_console_end
}

# Their rows become ending ones, with nothing that may finish; the numbers of the grants in $end_ids
mark_ended() {
  end_ids= end_rows=
  IFS=$nl
  for row in $l_grants; do
    IFS=$ws
    grant_fields $row
    case $end_whom in
      "$g_account" | "$g_id") mark_row ;;
      *) end_rows="$end_rows$row$nl" ;;
    esac
  done
  IFS=$ws
  l_grants=$end_rows
}

mark_row() {
  end_ids="$end_ids $g_id"
  end_rows="$end_rows${row% *} ending$nl"
  map_put finish "$g_id" ''
  [ "$g_state" = live ] || return 0
  g_until=$for_good
  put_reaped
}

# Also of others that are just ending, by account
say_console_end() {
  for end_id in $end_ids; do
    case $l_grants in
      *" $end_id "*) console_error 'Something of it is left' 'It is tried again by itself, each minute at least; or see to what is left' "$(say_left)" ;;
    esac
  done
  for end_id in $end_ids; do printf 'The grant %s has ended here and does not come back.\n' "$end_id"; done
  printf 'Its connector is told with its next order. Another request is another grant: what may be given is said in %s.\n' "$policy_file"
}
