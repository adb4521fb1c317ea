# Puts the script in place: for root at the console, and for a connector that has full sudo.

# At the console, from the file itself: `sh curfew-host install [LOGIN]`. Afterwards LOGIN, the account that the connector logs in
# as, may run the script by sudo, and needs no other line in sudoers.
install_at_console() {
  install_login=${2:-curfew}
  is_root || console_error 'This must be run by root' "sudo sh $0 install $install_login"
  find_missing_tools || console_error "This server lacks:$missing_tools"
  is_name "$install_login" && getent passwd "$install_login" >/dev/null ||
    console_error 'This server has no such account' 'curfew-host install LOGIN: the account that the connector logs in as'
  place "$0" || console_error "$clean"
  if [ "$install_login" != root ]; then
    put_helper "$install_login" || console_error "The script stands in $script_path, but no sudoers line: $clean"
    prove_helper "$install_login" || console_error "The script stands in $script_path, but sudo does not let $install_login run it: $clean" \
      "A later rule in sudoers may undo $sudoers_file: sudo -l -U $install_login"
  fi
  settle_sudoers || console_error "$clean"
  say_installed
}

say_installed() {
  printf 'curfew-host %s is installed.\n' "$version"
  if [ "$install_login" != root ]; then
    printf 'The login %s may run it by sudo and needs nothing else there. A line such as\n  %s ALL=(ALL) NOPASSWD:ALL\n' "$install_login" "$install_login"
    printf 'can be taken away now: grep -r NOPASSWD /etc/sudoers /etc/sudoers.d\n'
  fi
  [ -e "$policy_file" ] || printf 'What may be given on this server can be limited:\n%s\n' "$policy_example"
}

# For a connector with full sudo, from the file that it brought. Its own sudoers line comes with the set-up.
place_asked() {
  is_root || console_error 'This must be run by root'
  place "$0" || console_error "$clean"
}

# place FILE: it becomes the installed script. Both digests are allowed before the rename.
place() {
  is_whole "$1" || return 1
  [ -d "$state_dir" ] || run mkdir -p -m 0700 "$state_dir" || return 1
  lock_ledger || {
    clean='The ledger is locked or cannot be written; try again'
    return 1
  }
  run mkdir -p -m 0755 "${script_path%/*}" || return 1
  clean="$script_path cannot be written"
  place_aside=$(mktemp "$script_path.XXXXXX") || return 1
  cat "$1" 2>/dev/null >"$place_aside" && is_whole "$place_aside" && run chmod 0755 "$place_aside" && run chown 0:0 "$place_aside" &&
    run sync "$place_aside" && allow_both "$place_aside" && rename_script && return 0
  rm -f "$place_aside"
  return 1
}

rename_script() {
  step script-placed-before
  run mv -f "$place_aside" "$script_path" && run sync "${script_path%/*}" || return 1
  step script-placed
}

# is_whole FILE: this very script, down to its last line
is_whole() {
  clean='The script must be run from its own file: sh curfew-host install'
  [ -f "$1" ] && [ "$(tail -n 1 "$1")" = '# end of curfew-host' ] && grep -qx "version=$version" "$1"
}

# As the login would call it, through sudo and without a password
prove_helper() {
  proof=$(printf 'curfew-request 1 look\nfrom %s %s\nend\n' "$no_uuid" "$no_uuid" |
    setpriv --reuid "$1" --regid "$(id -g "$1")" --init-groups sudo -n "$script_path" 2>&1)
  case $proof in
    'curfew-preflight '*) return 0 ;;
  esac
  make_clean "$proof"
  return 1
}
no_uuid=00000000-0000-0000-0000-000000000000
