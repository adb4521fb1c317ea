# Our part of sshd's configuration: two groups, the folder of the trust files, one drop-in, one reload.

set_up() {
  l_generation=0
  w_generation=0
  take_lock
  read_clock
  read_ledger
  read_sshd_version
  check_sshd || {
    print_answer
    return
  }
  step set-up-before
  make_groups && make_folders && put_drop_in && put_zone && load_drop_in && put_reaper && allow_caller ||
    fault server host-script-failed "The server could not be set up" '' "$clean"
  [ -z "${reaper:-}" ] || say "reaper $reaper"
  print_answer
}

# The connector's login gets its own sudoers line, and of an upgrade the old digest goes: this script has answered. With full sudo
# it works without, so that a server where that cannot be is set up all the same.
allow_caller() {
  caller=${SUDO_USER:-root}
  [ "$caller" != root ] || return 0
  is_name "$caller" && put_helper "$caller" && settle_sudoers ||
    say "warning The login $caller got no sudoers line of its own, so it needs NOPASSWD:ALL for good: ${clean:-its name}"
}

# Whether our drop-in would be read and leave sshd working; obstacles are said as faults
check_sshd() {
  if ! read_base; then
    fault server sshd-rules-in-the-way "sshd's configuration has an error" 'Mend it until `sshd -t` is silent' "$clean"
    return 1
  fi
  drop_in_text "User $probe_account" "User $probe_guest"
  compose_config "$drop_text${nl}Match all"
  case $composed in
    *"User $probe_account"*) ;;
    *)
      fault server sshd-rules-in-the-way "$sshd_config does not include $drop_in_dir/*.conf" \
        "Add as its first line: Include $drop_in_dir/*.conf (OpenSSH 8.2 or newer)"
      return 1
      ;;
  esac
  if ! effective "$probe_account" "$composed"; then
    fault server sshd-rules-in-the-way "sshd refuses the drop-in" '' "$clean"
    return 1
  fi
  setting authorizedkeysfile
  [ "$value" = "$keys_dir/%u" ] || {
    fault server sshd-rules-in-the-way "sshd takes authorized keys from $value whatever our drop-in says" \
      "Move the line Include $drop_in_dir/*.conf to the top of $sshd_config, before AuthorizedKeysFile and Match"
    return 1
  }
}

make_groups() {
  for make_group in "$accounts_group" "$guests_group"; do
    getent group "$make_group" >/dev/null || {
      step group-made-before
      change groupadd -r "$make_group" || return 1
      changed=yes
      step group-made
    }
  done
}

make_folders() {
  run chmod 0700 "$state_dir" || return 1
  [ ! -d "$keys_dir" ] || return 0
  changed=yes
  run mkdir -p -m 0755 "$drop_in_dir" "$curfew_dir" "$keys_dir"
}

# The drop-in as it is to stand there, in $drop_text
drop_in_final() {
  drop_in_text "Group $accounts_group" "Group $guests_group"
  drop_text="# Written by curfew-host; \`curfew-host uninstall\` removes it. Accounts that Curfew made: only its own file counts.
${drop_text%%"${nl}Match Group $guests_group"*}
# Accounts that were there before: what counted before, plus Curfew's file.
Match Group $guests_group${drop_text#*"Match Group $guests_group"}"
}

# Aside, checked by sshd itself, renamed. $reload_due stands from before the rename until sshd has read it.
put_drop_in() {
  drop_in_final
  [ ! -f "$drop_in" ] || [ "$(cat "$drop_in")" != "$drop_text" ] || return 0
  compose_config "$drop_text${nl}Match all"
  effective root "$composed" || return 1
  printf '' >"$reload_due" && sync "$reload_due" || return 1
  step drop-in-written-before
  drop_aside=$drop_in_dir/.00-curfew.conf.new
  printf '%s\n' "$drop_text" >"$drop_aside" && run chmod 0644 "$drop_aside" && run sync "$drop_aside" && run mv -f "$drop_aside" "$drop_in" || return 1
  changed=yes
  step drop-in-written
}

# Which clock sshd reads expiry-time by; kept beside the ledger, so that a run needs no look at sshd
put_zone() {
  zone=utc
  [ "$sshd_number" -ge 901 ] || zone=local
  [ "$(cat "$zone_file" 2>/dev/null)" = $zone ] || echo $zone >"$zone_file"
}

load_drop_in() {
  [ -e "$reload_due" ] || return 0
  step sshd-reloaded-before
  reload_sshd || return 1
  rm -f "$reload_due"
  changed=yes
  step sshd-reloaded
}
