# sudo: whether this server's own reads our files and knows their end, and what a look says of it.

sudoers=/etc/sudoers
sudoers_dir=/etc/sudoers.d
rule_file=$sudoers_dir/curfew-

# Whether sudo here reads our files and knows their end. Asked once in a run; else $sudo_why and $sudo_hint.
find_sudo() {
  [ -n "${sudo_found:-}" ] || {
    sudo_found=yes sudo_why= sudo_hint=
    look_at_sudo || sudo_found=no
  }
  [ "$sudo_found" = yes ]
}

look_at_sudo() {
  sudo_said=$(sudo -V 2>/dev/null </dev/null)
  sudo_version=${sudo_said#Sudo version }
  sudo_version=${sudo_version%%"$nl"*}
  if [ "$sudo_version" = "${sudo_said%%"$nl"*}" ] || ! knows_notafter "$sudo_version"; then
    make_clean "${sudo_said%%"$nl"*}"
    sudo_why="The sudo of this server (${clean:-none}) knows no end of a rule (NOTAFTER)"
    sudo_hint='Sudo roles need sudo 1.8.20 or newer (not sudo-rs); Linux groups work without it'
  elif ! command -v visudo >/dev/null 2>&1; then
    sudo_why='The server has no visudo, which checks a rule before sudo reads it'
    sudo_hint='Install the whole package sudo'
  elif [ ! -d "$sudoers_dir" ] || ! grep -qsE '^[#@]includedir[[:space:]]+"?(/etc/)?sudoers\.d/?"?[[:space:]]*$' "$sudoers"; then
    sudo_why="$sudoers does not include $sudoers_dir"
    sudo_hint="Add as its last line, by visudo: @includedir $sudoers_dir (#includedir before sudo 1.9.1)"
  fi
  [ -z "$sudo_why" ]
}

# knows_notafter 1.9.13p3: 1.8.20 or later
knows_notafter() {
  IFS=.
  set -- ${1%%[!0-9.]*}
  IFS=$ws
  is_number "${1:-x}" && is_number "${2:-x}" && is_number "${3:-0}" && [ $(($1 * 1000000 + $2 * 1000 + ${3:-0})) -ge 1008020 ]
}

# In the look before a set-up, where sudo roles can be asked for (q_sudo)
look_at_sudo_roles() {
  [ -n "${q_sudo:-}" ] || return 0
  if ! find_sudo; then
    fault server sudo-rules-in-the-way "$sudo_why" "$sudo_hint"
    return
  fi
  sudo_said=$(visudo -c 2>&1 </dev/null) || {
    make_clean "$sudo_said"
    say "warning visudo -c on the server complains: $clean"
  }
  [ -z "$(sed -n '/^[#@]includedir.*sudoers\.d/,$p' "$sudoers" | grep -vE '^([[:space:]]*$|#|@|Defaults)')" ] ||
    say "warning $sudoers has rules behind the line that includes $sudoers_dir: they come after the rules of grants, and sudo takes the last that fits"
}

say_sudo_writes() {
  [ -n "${q_sudo:-}" ] && [ "$in_force" = no ] || return 0
  say "write 0440 ${rule_file}GRANT one file per grant with a sudo role, until its end; checked by visudo"
  say 'content ACCOUNT ALL=(root) NOTAFTER=END NOPASSWD: NOSETENV: COMMAND'
}
