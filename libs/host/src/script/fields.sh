# What a field of a request may look like. Every function says yes or no and changes nothing.

h4='[0-9a-f][0-9a-f][0-9a-f][0-9a-f]'
uuid_pattern="$h4$h4-$h4-$h4-$h4-$h4$h4$h4"
odd_bytes="*[!a-zA-Z0-9 _,.+/=:@$nl-]*"

# Useradd takes `..`, `a/b` and `a#b`: this is the only guard
is_name() {
  case $1 in
    '' | [!a-z_]* | *[!a-z0-9_-]*) return 1 ;;
  esac
  [ ${#1} -le 32 ]
}

is_uuid() {
  case $1 in
    $uuid_pattern) return 0 ;;
  esac
  return 1
}

# Decimal, at most 11 digits, no leading zero (a shell would take it for octal)
is_number() {
  case $1 in
    0) return 0 ;;
    '' | 0* | *[!0-9]*) return 1 ;;
  esac
  [ ${#1} -le 11 ]
}

is_key_type() {
  case $1 in
    ssh-ed25519 | ssh-rsa | ecdsa-sha2-nistp256 | ecdsa-sha2-nistp384 | ecdsa-sha2-nistp521) return 0 ;;
    sk-ssh-ed25519@openssh.com | sk-ecdsa-sha2-nistp256@openssh.com) return 0 ;;
  esac
  return 1
}

is_base64() {
  case $1 in
    AAAA*) ;;
    *) return 1 ;;
  esac
  case $1 in
    *[!A-Za-z0-9+/=]*) return 1 ;;
  esac
  [ ${#1} -le 4100 ]
}

# `-` or names joined by commas, at most 32
is_name_list() {
  [ "$1" = - ] && return 0
  case $1 in
    '' | ,* | *, | *,,*) return 1 ;;
  esac
  list_count=0
  IFS=,
  for list_name in $1; do
    list_count=$((list_count + 1))
    is_name "$list_name" || {
      IFS=$ws
      return 1
    }
  done
  IFS=$ws
  [ $list_count -le 32 ]
}

# `-` or options that may stand behind `restrict` in a trust line
is_option_list() {
  [ "$1" = - ] && return 0
  case $1 in
    '' | ,* | *, | *,,*) return 1 ;;
  esac
  IFS=,
  for list_option in $1; do
    case $list_option in
      pty | port-forwarding | agent-forwarding | X11-forwarding | user-rc) ;;
      *)
        IFS=$ws
        return 1
        ;;
    esac
  done
  IFS=$ws
}

# Accounts that no grant may name, whatever their UID; $login is the connector's own
is_reserved_account() {
  case $1 in
    root | curfew | curfew-* | nobody | nogroup | daemon | bin | sys) return 0 ;;
  esac
  [ "$1" = "${SUDO_USER:-root}" ]
}

is_reserved_group() {
  case $1 in
    root | curfew | curfew-*) return 0 ;;
  esac
  return 1
}

# has "LIST" WORD: whether the list of words, each between spaces, holds the word
has() {
  case $1 in
    *" $2 "*) return 0 ;;
  esac
  return 1
}
