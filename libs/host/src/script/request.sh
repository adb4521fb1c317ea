# Reads the request. Nothing of it is believed before its pattern was checked; one bad byte refuses the whole.

malformed() {
  refuse_all input-invalid 'The request is malformed' '' "$1"
}

read_request() {
  request=$(head -c 1048577)
  [ ${#request} -le 1048576 ] || malformed 'longer than 1 MiB'
  case $request in
    $odd_bytes) malformed 'a byte that no field may have' ;;
  esac
  w_kind= w_installation= w_connector= w_generation= w_now= w_cas= w_grants= w_ended= w_ids=' ' w_closed= w_version= w_last= w_hold= w_ends=
  q_accounts= q_groups= q_sudo=
  IFS=$nl
  for request_line in $request; do
    IFS=$ws
    [ -z "$w_closed" ] || malformed 'lines after the end'
    request_line $request_line
  done
  IFS=$ws
  [ -n "$w_closed" ] || malformed 'cut off'
  [ -n "$w_kind" ] && [ -n "$w_installation" ] || malformed 'no kind or no sender'
  [ "$w_kind" != apply ] || { [ -n "$w_generation" ] && [ -n "$w_now" ]; } || malformed 'no generation'
  [ -z "$w_grants" ] || [ -n "$w_cas" ] || malformed 'grants without a CA key'
}

request_line() {
  [ "$*" = "$request_line" ] || malformed 'spaces'
  if [ -z "$w_kind" ]; then
    first_line "$@"
    return
  fi
  case $1 in
    grant | sudo) ;;
    *) w_last= ;;
  esac
  case $1 in
    from) from_line "$@" ;;
    generation | now) number_line "$@" ;;
    hold) [ "$w_kind/$#" = apply/1 ] && [ "$w_version" -ge 3 ] && w_hold=yes || malformed hold ;;
    ends) [ "$w_kind/$#" = apply/1 ] && [ "$w_version" -ge 5 ] && w_ends=yes || malformed ends ;;
    ca) ca_line "$@" ;;
    grant) grant_line "$@" ;;
    sudo) sudo_line "$@" ;;
    ended) ended_line "$@" ;;
    finish) finish_line "$@" ;;
    account | group) question_line "$@" ;;
    sudo-roles) [ "$w_kind/$#" = look/1 ] && q_sudo=yes || malformed "$1" ;;
    end) [ $# -eq 1 ] && w_closed=yes || malformed end ;;
    *) malformed 'an unknown line' ;;
  esac
}

first_line() {
  [ $# -eq 3 ] && [ "$1" = curfew-request ] || malformed 'no request'
  case $2 in
    1 | 2 | 3 | 4 | 5) w_version=$2 ;;
    *)
      refuse_all host-script-version "curfew-host on this server ($version) does not understand its connector" \
        'Install the curfew-host of the connector there' 'it knows requests of version 1 to 5'
      ;;
  esac
  case $3 in
    apply | look | set-up | uninstall) w_kind=$3 ;;
    *) malformed 'an unknown kind' ;;
  esac
}

from_line() {
  [ $# -eq 3 ] && [ -z "$w_installation" ] && is_uuid "$2" && is_uuid "$3" || malformed from
  w_installation=$2 w_connector=$3
}

number_line() {
  [ $# -eq 2 ] && is_number "$2" || malformed "$1"
  if [ "$1" = now ]; then w_now=$2; else w_generation=$2; fi
}

ca_line() {
  [ $# -eq 3 ] && is_key_type "$2" && is_base64 "$3" || malformed ca
  [ -n "$w_installation" ] || malformed 'ca before from'
  w_cas="${w_cas}ca $w_installation $w_connector $2 $3$nl"
}

# grant ID KEY ACCOUNT person|existing adopt|- UNTIL ALLOWS GROUPS
grant_line() {
  [ $# -eq 9 ] && is_uuid "$2" && is_number "$3" && is_name "$4" && is_number "$7" || malformed grant
  is_option_list "$8" && is_name_list "$9" || malformed 'grant lists'
  case $5/$6 in
    person/- | person/adopt | existing/- | existing/adopt) ;;
    *) malformed 'grant account kind' ;;
  esac
  ! has "$w_ids" "$2" || malformed 'a grant twice'
  w_ids="$w_ids$2 " w_last=$2 w_rules=0
  w_grants="$w_grants$2 $3 $4 $5 $6 $7 $8 $9$nl"
}

# ended ID ACCOUNT
ended_line() {
  [ $# -eq 3 ] && is_uuid "$2" && is_name "$3" || malformed ended
  ! has "$w_ids" "$2" || malformed 'a grant twice'
  w_ids="$w_ids$2 "
  w_ended="$w_ended$2 $3$nl"
}

# account NAME, group NAME: what a look asks about
question_line() {
  [ $# -eq 2 ] && [ "$w_kind" = look ] && is_name "$2" || malformed "$1"
  if [ "$1" = account ]; then q_accounts="$q_accounts $2"; else q_groups="$q_groups $2"; fi
}
