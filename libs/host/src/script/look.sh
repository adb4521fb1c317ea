# Reads the system: never what the ledger thinks, always passwd, group, shadow and the trust files themselves.
# Few processes, for this is most of the time that a run takes.

# look NAMES GROUPS: names and groups between spaces; the answers in s_* and behind the functions below
look() {
  look_names=$1
  look_any=/ look_groups=$accounts_group
  for look_name in $1; do
    look_any="$look_any|$look_name"
    map_put passwd "$look_name" ''
    map_put trust "$look_name" ''
  done
  for look_name in $guests_group $2; do
    look_groups="$look_groups|$look_name"
    map_put gid "$look_name" ''
  done
  s_members=' ' s_locked=' ' s_expired=' ' s_uid_min=1000 s_files_first=yes
  s_text=$(grep -sHE "^($look_any|$look_groups):|[:,]($look_any)(,|\$)|^UID_MIN[[:space:]]|^[[:space:]]*passwd:" \
    /etc/group /etc/shadow /etc/login.defs /etc/nsswitch.conf /etc/passwd)
  IFS=$nl
  for look_line in $s_text; do
    IFS=:
    look_fields $look_line
  done
  IFS=$ws
  [ "$1" = ' ' ] || look_passwd
  look_trust
  look_rules
}

look_fields() {
  IFS=$ws
  case $1 in
    /etc/group)
      map_put gid "$2" "$4" || return
      IFS=,
      for look_member in ${5:-}; do s_members="$s_members$look_member:$2 "; done
      IFS=$ws
      ;;
    /etc/shadow)
      case $3 in
        '!'*) [ "${9:-}" != 1 ] || s_locked="$s_locked$2 " ;;
      esac
      ! is_number "${9:-x}" || [ "$9" -gt $((now / 86400)) ] || s_expired="$s_expired$2 "
      ;;
    /etc/passwd)
      ! has "$look_names" "$2" || map_get passwd "$2" || map_put passwd "$2" "${look_line#*:}"
      ;;
    /etc/nsswitch.conf)
      IFS=$ws$tab
      look_switch ${3:-}
      IFS=$ws
      ;;
    *)
      IFS=$ws$tab
      set -- $2
      IFS=$ws
      s_uid_min=$2
      ;;
  esac
}

# Whose word on an account counts first: that of /etc/passwd, unless nsswitch.conf says otherwise
look_switch() {
  case ${1:-files} in
    files | compat) ;;
    *) s_files_first= ;;
  esac
}

# Other sources than /etc/passwd are asked, by a process of its own, only for what they can tell
look_passwd() {
  look_asked=
  for look_name in $look_names; do
    [ -n "$s_files_first" ] && map_get passwd "$look_name" || look_asked="$look_asked $look_name"
  done
  [ -n "$look_asked" ] || return 0
  s_text=$(timeout -s KILL 10 getent passwd $look_asked)
  IFS=$nl
  for look_line in $s_text; do
    IFS=$ws
    ! has "$look_names" "${look_line%%:*}" || map_put passwd "${look_line%%:*}" "$look_line"
  done
  IFS=$ws
}

# The lines of all trust files in question: all as rows FILE:LINE in $s_trust, and each file's own by its account
look_trust() {
  trust_files=
  for look_name in $look_names; do
    [ ! -e "$keys_dir/$look_name" ] || trust_files="$trust_files $keys_dir/$look_name"
  done
  s_trust=
  case $trust_files in
    '') return 0 ;;
    *' '*' '*) s_trust=$(grep -sH '' $trust_files) ;;
    *) look_trust_file ${trust_files# } ;;
  esac
  IFS=$nl
  for look_line in $s_trust; do
    IFS=$ws
    look_name=${look_line%%:*}
    look_name=${look_name##*/}
    map_get trust "$look_name" || :
    map_put trust "$look_name" "$got${look_line#*:}$nl"
  done
  IFS=$ws
}

# One file, as most often: without a process of its own
look_trust_file() {
  while IFS= read -r look_line || [ -n "$look_line" ]; do s_trust="$s_trust$1:$look_line$nl"; done 2>/dev/null <"$1"
}

# passwd_row NAME: whether the account exists; p_uid, p_gid, p_comment, p_home, p_shell
passwd_row() {
  map_get passwd "$1" || return 1
  IFS=:
  passwd_fields $got
}

passwd_fields() {
  IFS=$ws
  p_uid=$3 p_gid=$4 p_comment=$5 p_home=$6 p_shell=${7:-/bin/sh}
}

# uid_of ACCOUNT: of one of the ledger, its UID in $p_uid; also when its row in passwd is gone, or its directory is silent, as long as
# nobody else has that UID. What runs of it is found all the same.
uid_of() {
  account_row "$1" || return 1
  ! passwd_row "$1" || return 0
  is_number "$a_uid" || return 1
  map_get ghost "$1" || {
    { got=$(timeout -s KILL 10 getent passwd "$a_uid"); } 2>/dev/null
    got=${got%%:*}
    got=${got:--}
    map_put ghost "$1" "$got"
  }
  [ "$got" = - ] || return 1
  p_uid=$a_uid p_gid=$a_uid
}

# group_id NAME: whether the group exists in /etc/group; its number in $gid
group_id() {
  map_get gid "$1" || return 1
  gid=$got
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
  for row in $l_reaped; do
    IFS=$ws
    collect_reaped $row
  done
  IFS=$ws
  for collect_name in $l_account_names; do
    ! account_row "$collect_name" || [ "$a_state" = locked ] || collect "$collect_name" -
  done
  for collect_pair in $l_pairs; do collect "${collect_pair%%:*}" "${collect_pair#*:}"; done
}

collect_wanted() {
  collect "$3" "$8"
}

collect_reaped() {
  collect "$5" -
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
