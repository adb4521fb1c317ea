# Standing access that Curfew did not give: memberships and keys that appeared while a grant ran. Reported, never removed.

# account_keys ACCOUNT: fingerprints of the keys that let it log in besides ours, joined by commas or `-`, in $keys_now.
# Read as the account itself and for a short time only: the files are in the hands of their owner, and so is what reads them.
# He can stop it, or hold its pipe open, so root keeps the time, of both ends; and it must not hold our lock.
account_keys() {
  keys_now=-
  passwd_row "$1" && command -v ssh-keygen >/dev/null 2>&1 || return 0
  keys_list=
  for keys_file in $(guest_key_files); do
    expand_key_file "$1"
    keys_list="$keys_list$nl$(
      exec 2>/dev/null
      timeout -s KILL 5 setpriv --reuid="$p_uid" --regid="$p_gid" --clear-groups \
        head -c 262144 "$keys_file" </dev/null 8>&- 9>&- |
        timeout -s KILL 6 ssh-keygen -lf /dev/stdin 8>&- 9>&- | sed -n 's/^[0-9]* \(SHA256:[A-Za-z0-9+/]*\) .*/\1/p' | head -n 200
    )"
  done
  keys_now=
  for keys_one in $(printf '%s\n' "$keys_list" | sort -u); do keys_now="$keys_now,$keys_one"; done
  keys_now=${keys_now#,}
  keys_now=${keys_now:--}
}

# What the drop-in gives guests besides our own file, e.g. `.ssh/authorized_keys`
guest_key_files() {
  sed -n "/^Match Group $guests_group/,\$s|^ *AuthorizedKeysFile \(.*\)$keys_dir/%u\$|\1|p" "$drop_in"
}

# The tokens of AuthorizedKeysFile in sshd_config(5): %%, %h, %u, %U
expand_key_file() {
  case $keys_file in
    *%*) keys_file=$(printf '%s' "$keys_file" | sed "s|%h|$p_home|g; s|%u|$1|g; s|%U|$p_uid|g; s|%%|%|g") ;;
  esac
  case $keys_file in
    /*) ;;
    *) keys_file=$p_home/$keys_file ;;
  esac
}

# After the last grant of an account that was there before
say_standing_keys() {
  [ "$a_made" = guest ] && passwd_row "$1" || return 0
  account_keys "$1"
  [ "$keys_now" != - ] || return 0
  IFS=,
  for standing_key in $keys_now; do
    case ,$a_keys, in
      *",$standing_key,"*) ;;
      *) say "standing $1 key $standing_key" ;;
    esac
  done
  IFS=$ws
}

# Memberships of accounts with a grant that were not there at its start and are not ours
say_standing_members() {
  for standing_name in $names; do
    account_row "$standing_name" && [ "$a_state" = open ] || continue
    groups_of "$standing_name"
    [ "$groups_now" != - ] || continue
    IFS=,
    for standing_group in $groups_now; do
      membership "$standing_name:$standing_group"
      case ,$a_groups, in
        *",$standing_group,"*) ;;
        *) [ "$m_origin" = ours ] || say "standing $standing_name membership $standing_group" ;;
      esac
    done
    IFS=$ws
  done
}
