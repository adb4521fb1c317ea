# Reads the system: never what the ledger thinks, always passwd, group, shadow and the trust files themselves.
# Few processes, for this is most of the time that a run takes.

# look NAMES GROUPS: names and groups between spaces; the answers in s_*
look() {
  look_names=$1
  look_any=/ look_groups=$accounts_group
  for look_name in $1; do look_any="$look_any|$look_name"; done
  for look_name in $guests_group $2; do look_groups="$look_groups|$look_name"; done
  s_members=' ' s_groups=' ' s_locked=' ' s_uid_min=1000
  s_text=$(grep -sHE "^($look_any|$look_groups):|[:,]($look_any)(,|\$)|^UID_MIN[[:space:]]" \
    /etc/group /etc/shadow /etc/login.defs)
  IFS=$nl
  for look_line in $s_text; do
    IFS=:
    look_fields $look_line
  done
  IFS=$ws
  s_passwd=
  [ "$1" = ' ' ] || s_passwd=$nl$(getent passwd $1)$nl
  look_trust
}

look_fields() {
  case $1 in
    /etc/group)
      s_groups="$s_groups$2=$4 "
      IFS=,
      for look_member in ${5:-}; do s_members="$s_members$look_member:$2 "; done
      ;;
    /etc/shadow)
      case $3 in
        '!'*) [ "${9:-}" != 1 ] || s_locked="$s_locked$2 " ;;
      esac
      ;;
    *)
      IFS=$ws$tab
      set -- $2
      s_uid_min=$2
      ;;
  esac
}

# The lines of all trust files in question as rows FILE:LINE
look_trust() {
  trust_files=
  for look_name in $look_names; do
    [ ! -e "$keys_dir/$look_name" ] || trust_files="$trust_files $keys_dir/$look_name"
  done
  s_trust=
  [ -z "$trust_files" ] || s_trust=$nl$(grep -sH '' $trust_files)$nl
}

# passwd_row NAME: whether the account exists; p_uid, p_gid, p_home, p_shell
passwd_row() {
  p_rest=${s_passwd#*"$nl$1:"}
  [ "$p_rest" != "$s_passwd" ] || return 1
  IFS=:
  passwd_fields ${p_rest%%"$nl"*}
  IFS=$ws
}

passwd_fields() {
  p_uid=$2 p_gid=$3 p_home=$5 p_shell=${6:-/bin/sh}
}

# group_id NAME: whether the group exists in /etc/group; its number in $gid
group_id() {
  gid=${s_groups#*" $1="}
  [ "$gid" != "$s_groups" ] || return 1
  gid=${gid%% *}
}

is_member() {
  has "$s_members" "$1:$2"
}

# The names and groups that this run is about: of the request and of the ledger
collect_names() {
  names=' ' groups=' '
  IFS=$nl
  for row in $w_grants; do
    IFS=$ws
    collect_wanted $row
  done
  IFS=$nl
  for row in $l_grants; do
    IFS=$ws
    grant_fields $row
    collect "$g_account" "$g_groups"
  done
  IFS=$nl
  for row in $w_ended; do collect "${row#* }" -; done
  IFS=$nl
  for row in $l_accounts; do
    case $row in
      *' locked '*) ;;
      *)
        row=${row#account }
        collect "${row%% *}" -
        ;;
    esac
  done
  IFS=$nl
  for row in $l_members; do
    IFS=$ws
    collect_member $row
  done
  IFS=$ws
}

collect_wanted() {
  collect "$3" "$8"
}

collect_member() {
  collect "$2" "$3"
}

collect() {
  has "$names" "$1" || names="$names$1 "
  [ "$2" != - ] || return 0
  IFS=,
  for collect_group in $2; do
    has "$groups" "$collect_group" || groups="$groups$collect_group "
  done
  IFS=$ws
}
