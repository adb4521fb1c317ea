# Sudo rules: one file per grant in sudoers.d, with NOTAFTER, so that sudo itself refuses it after the end (sudoers(5)). The file's
# name has no dot, else sudo would pass it over; while it is written it has one. Rows of rules, in the request and in the ledger:
#
#   sudo ID ROLE COMMAND…                              (request, since version 2: right behind the line of its grant)
#   sudo INSTALLATION CONNECTOR ID ROLE COMMAND…       (ledger, version 2)

rule_bytes='*[!a-zA-Z0-9_.+@/=:, -]*'
path_bytes='*[!a-zA-Z0-9_.+@/-]*'
live_pass=0

# is_sudo_command WORD...: ALL, or an absolute path and its exact arguments. No byte of it means anything to sudoers but `,`, `:` and
# `=`, which are written with a backslash.
is_sudo_command() {
  sudo_command=$*
  [ "$sudo_command" != ALL ] || return 0
  [ $# -le 32 ] && [ ${#sudo_command} -le 256 ] || return 1
  case $sudo_command in
    *..* | $rule_bytes) return 1 ;;
  esac
  case ${1:-} in
    $path_bytes | *//* | */./* | */. | */ | */sudoedit) return 1 ;;
    /*) return 0 ;;
  esac
  return 1
}

# sudo ID ROLE COMMAND…, of the grant in the line before or of that grant's rule before it
sudo_line() {
  [ "$w_version" -ge 2 ] && [ $# -ge 4 ] && [ "$2" = "$w_last" ] && is_name "$3" || malformed sudo
  sudo_rest=${request_line#sudo * }
  shift 3
  is_sudo_command "$@" || malformed 'sudo command'
  w_rules=$((w_rules + 1))
  [ $w_rules -le 640 ] || malformed 'sudo rules'
  map_get asked "$w_last" || :
  map_put asked "$w_last" "$got$sudo_rest$nl"
}

# The ledger's rows of rules as they should be: those of this connector's live grants as its order says, all others as they were
plan_rules() {
  planned=
  IFS=$nl
  for row in $l_sudo; do
    IFS=$ws
    plan_held_rule $row
  done
  IFS=$ws
  for row in $kept_ids; do plan_asked_rules "$row"; done
  l_sudo=$planned
}

plan_held_rule() {
  map_put hasrule "$4" yes || damaged 'a rule'
  [ "$2 $3" = "$w_installation $w_connector" ] && has "$kept_ids" "$4" || planned="$planned$row$nl"
}

plan_asked_rules() {
  map_get asked "$1" || return 0
  IFS=$nl
  for asked_rule in $got; do planned="${planned}sudo $w_installation $w_connector $1 $asked_rule$nl"; done
  IFS=$ws
}

# Rows of grants that are in the ledger no more go with them
drop_settled_rules() {
  [ -n "$l_sudo" ] || return 0
  planned= live_pass=$((live_pass + 1))
  IFS=$nl
  for row in $l_grants; do
    IFS=$ws
    grant_fields $row
    map_put inledger "$g_id" $live_pass
  done
  IFS=$nl
  for row in $l_sudo; do
    IFS=$ws
    keep_live_rule $row
  done
  IFS=$ws
  l_sudo=$planned
}

keep_live_rule() {
  ! map_get inledger "$4" || [ "$got" != $live_pass ] || planned="$planned$row$nl"
}

# Whether the grant in the g_ variables may have its rules here
admit_rules() {
  map_get asked "$g_id" || return 0
  admit_asked=$got
  find_sudo || {
    no sudo-rules-in-the-way "$sudo_why" "$sudo_hint"
    return
  }
  IFS=$nl
  for asked_rule in $admit_asked; do
    IFS=$ws
    admit_rule $asked_rule || return 1
  done
  IFS=$ws
}

admit_rule() {
  [ "$2" = ALL ] || { [ -f "$2" ] && [ -x "$2" ]; } || no command-missing "The server has no command $2, which the sudo role $1 names" \
    'Install it there, or mend the path in the sudo role'
}

# The text of each live grant's file, behind `wantrule`, from the rows of rules; ids in $r_wanted
compose_rules() {
  r_wanted=' '
  [ -n "$l_sudo" ] || return 0
  IFS=$nl
  for row in $l_grants; do
    IFS=$ws
    grant_fields $row
    [ "$g_state" != live ] || compose_head
  done
  # Ids and names hold none of these
  compose_rows=$(printf '%s' "$l_sudo" | sed 's/[,:=]/\\&/g')
  IFS=$nl
  for row in $compose_rows; do
    IFS=$ws
    compose_rule $row
  done
  IFS=$ws
}

compose_head() {
  sudo_zone=$expiry_zone expiry_zone=utc
  expiry_time "$g_until"
  expiry_zone=$sudo_zone
  map_put ruleof "$g_id" "$g_account $expiry"
  map_put wantrule "$g_id" ''
}

# compose_rule sudo INSTALLATION CONNECTOR ID ROLE COMMAND…
compose_rule() {
  map_get ruleof "$4" || return 0
  rule_of=$got
  has "$r_wanted" "$4" || {
    r_wanted="$r_wanted$4 "
    map_put wantrule "$4" "# Written by curfew-host for the grant $4; it goes with it, and \`curfew-host uninstall\` takes it too.$nl"
  }
  rule_id=$4
  shift 5
  rule_may='(root)' rule_tags='NOPASSWD: NOSETENV:'
  [ "$*" != ALL ] || rule_may='(ALL:ALL)' rule_tags=NOPASSWD:
  # No arguments means none, not any
  [ $# -gt 1 ] || [ "$1" = ALL ] || set -- "$1" '""'
  map_get wantrule "$rule_id"
  map_put wantrule "$rule_id" "$got${rule_of% *} ALL=$rule_may NOTAFTER=${rule_of#* } $rule_tags $*$nl"
}
