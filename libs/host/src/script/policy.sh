# The server's own policy: what may be given here at most, whoever orders it. Whoever runs the server writes it, Curfew never;
# it survives upgrades and uninstalls. It limits what is given from now on, and stops no end. One rule a line:
#
#   account PATTERN...    accounts that may be given        A kind of rule that is left out limits nothing; one without a
#   group PATTERN...      Linux groups                      pattern allows nothing; several lines of a kind add up.
#   longest TIME          seconds, or 30m, 8h, 2d           Patterns: names, with * and ?
#   sudo COMMAND          of a sudo role, with its arguments; the whole line is one pattern, and `*` fits ALL too

policy_dir=/etc/curfew
policy_file=$policy_dir/policy
policy_read=

# Once a run, when something is to be given. $policy_bad says why the file counts for nothing: then nothing may be given.
read_policy() {
  [ -z "$policy_read" ] || return 0
  policy_read=yes policy_bad= policy_kinds=' ' policy_rules=' ' policy_sudo= policy_longest=
  [ -e "$policy_file" ] || [ -L "$policy_file" ] || return 0
  look_at_policy_owner || return 0
  policy_number=0
  while IFS=$ws$tab read -r policy_kind policy_words || [ -n "$policy_kind" ]; do
    policy_number=$((policy_number + 1))
    IFS=$ws$tab
    policy_line "$policy_kind" $policy_words || policy_bad=${policy_bad:-"has a mistake in line $policy_number"}
    IFS=$ws
  done <"$policy_file"
}

# Who may write it decides what root gives away: root alone, the folder included
look_at_policy_owner() {
  policy_seen=$(stat -c '%n %u %a %F' "$policy_dir" "$policy_file" 2>/dev/null)
  IFS=$nl
  for policy_row in $policy_seen; do
    IFS=$ws
    policy_owner $policy_row || policy_bad='or its folder belongs to others than root, can be written by others, or is no plain file'
  done
  IFS=$ws
  [ -n "$policy_seen" ] || policy_bad='cannot be read'
  [ -z "$policy_bad" ]
}

# policy_owner PATH UID MODE KIND...
policy_owner() {
  case $3 in
    *[2367] | *[2367]?) return 1 ;;
  esac
  case "$1 $2 $4" in
    "$policy_dir 0 directory" | "$policy_file 0 regular") return 0 ;;
  esac
  return 1
}

# policy_line KIND WORDS...
policy_line() {
  case $1 in
    '' | '#'*) return 0 ;;
    account | group) ;;
    longest)
      [ $# -eq 2 ] && [ -z "$policy_longest" ] && policy_time "$2"
      return
      ;;
    sudo)
      policy_command "$@"
      return
      ;;
    *) return 1 ;;
  esac
  IFS=$ws
  policy_kinds="$policy_kinds$1 "
  policy_of=$1
  shift
  for policy_pattern in "$@"; do
    case $policy_pattern in
      '' | *[!a-z0-9_*?-]*) return 1 ;;
    esac
    policy_rules="$policy_rules$policy_of:$policy_pattern "
  done
}

# policy_command sudo WORD...
policy_command() {
  IFS=$ws
  policy_kinds="$policy_kinds$1 "
  shift
  case $* in
    *[!a-zA-Z0-9_.+@/=:,*?\ -]*) return 1 ;;
  esac
  [ $# -eq 0 ] || policy_sudo="$policy_sudo$*$nl"
}

# policy_time TIME: in seconds, in $policy_longest
policy_time() {
  policy_unit=1
  case $1 in
    *m) policy_unit=60 ;;
    *h) policy_unit=3600 ;;
    *d) policy_unit=86400 ;;
  esac
  policy_count=${1%[smhd]}
  is_number "$policy_count" || return 1
  policy_longest=$((policy_count * policy_unit))
}

# policy_allows KIND NAME
policy_allows() {
  has "$policy_kinds" "$1" || return 0
  for policy_rule in $policy_rules; do
    case $1:$2 in
      $policy_rule) return 0 ;;
    esac
  done
  return 1
}

# policy_allows_command WORD...
policy_allows_command() {
  has "$policy_kinds" sudo || return 0
  IFS=$nl
  for policy_rule in $policy_sudo; do
    IFS=$ws
    case $* in
      $policy_rule) return 0 ;;
    esac
  done
  IFS=$ws
  return 1
}

# Of the grant in the g_ variables. One that is there already is not asked again, unless it is to last longer or to have something else.
admit_policy() {
  [ "$h_state" != live ] || [ "$g_until" -gt "$h_until" ] || asks_else || return 0
  read_policy
  [ -z "$policy_bad" ] || {
    no policy-invalid "The server's own policy $policy_file $policy_bad, so nothing is given there" "See it with: curfew-host doctor"
    return
  }
  policy_allows account "$g_account" || {
    above_policy "the account $g_account"
    return
  }
  admit_policy_groups && admit_policy_commands || return
  # As much as clocks may differ
  map_get begun "$g_id" || got=$latest_time
  [ -z "$policy_longest" ] || [ $((g_until - got)) -le $((policy_longest + 60)) ] ||
    above_policy "access for longer than $policy_longest s"
}

# When a grant began here, where the policy says how long one may last: an extension is counted from there. Rows of the ledger:
#
#   begun INSTALLATION CONNECTOR ID SECONDS      (version 4)
any_begun=

read_begun() {
  any_begun=yes
  map_put begun "$4" "$5" || damaged 'a begun id'
}

# plan_begun: of the grant in the g_ variables, which goes on or begins
plan_begun() {
  [ -n "${policy_longest:-}" ] && ! map_get begun "$g_id" && [ -z "$h_state" ] || return 0
  any_begun=yes
  map_put begun "$g_id" "$latest_time"
}

# The ledger's rows, in $begun_rows
compose_begun() {
  begun_rows=
  [ -n "$any_begun" ] || return 0
  IFS=$nl
  for row in $l_grants; do
    IFS=$ws
    grant_fields $row
    ! map_get begun "$g_id" || begun_rows="${begun_rows}begun $g_installation $g_connector $g_id $got$nl"
  done
  IFS=$ws
}

admit_policy_groups() {
  [ "$g_groups" != - ] || return 0
  IFS=,
  for policy_group in $g_groups; do
    IFS=$ws
    policy_allows group "$policy_group" || {
      above_policy "the Linux group $policy_group"
      return
    }
  done
  IFS=$ws
}

admit_policy_commands() {
  map_get asked "$g_id" || return 0
  IFS=$nl
  for policy_asked in $got; do
    IFS=$ws
    policy_allows_command ${policy_asked#* } || {
      above_policy "${policy_asked#* } by sudo"
      return
    }
  done
  IFS=$ws
}

above_policy() {
  no above-policy "The policy of the server itself does not allow $1" "Whoever runs the server can allow it in $policy_file"
}

# In the look
look_at_policy() {
  read_policy
  if [ -n "$policy_bad" ]; then
    fault server policy-invalid "The server's own policy $policy_file $policy_bad" \
      'Mend it: root alone may write it. Lines: account PATTERN..., group PATTERN..., longest 8h. Until then nothing new is given there'
    return
  fi
  for policy_group in ${q_groups:-}; do
    policy_allows group "$policy_group" ||
      say "warning The server's own policy $policy_file does not allow the Linux group $policy_group, which is offered here"
  done
}

policy_example="# Save as $policy_file, owned by root, mode 0644. What Curfew may give on this server at most:
# account *
# group web-* db-readers
# sudo /usr/bin/systemctl restart *
# longest 8h"
