# Helper mode: the sudoers file by which a connector's login may run this script in exactly this state, without arguments, and
# nothing else. One line for each login and digest; sudo before 1.9 knows one digest a line. Two digests stand there from before
# a new script comes until it has answered, so that at every moment one of them works.

sudoers_file=$sudoers_dir/curfew-host
# Stands while the file may name a digest besides that of the script that stands
old_digest=$state_dir/old-digest
helper_logins=
sudoers_says='# Written by curfew-host; `curfew-host uninstall` removes it. The connector may run this script, in this state, and nothing else.'

is_digest() {
  case $1 in
    *[!0-9a-f]*) return 1 ;;
  esac
  [ ${#1} -eq 64 ]
}

# digest_of FILE: in $digest
digest_of() {
  digest=$(sha256sum 2>/dev/null <"$1")
  digest=${digest%% *}
  is_digest "$digest" || {
    clean="$1 cannot be read"
    return 1
  }
}

# What our file says: $helper_logins and $helper_digests, between spaces
read_sudoers() {
  helper_logins=' ' helper_digests=' '
  [ -f "$sudoers_file" ] || return 0
  while read -r sudoers_login _ _ sudoers_digest _; do
    sudoers_digest=${sudoers_digest#sha256:}
    is_name "$sudoers_login" && is_digest "$sudoers_digest" || continue
    has "$helper_logins" "$sudoers_login" || helper_logins="$helper_logins$sudoers_login "
    has "$helper_digests" "$sudoers_digest" || helper_digests="$helper_digests$sudoers_digest "
  done <"$sudoers_file"
}

# Whoever logs in as such an account may call this script: no grant may name it
is_helper_login() {
  [ -n "$helper_logins" ] || read_sudoers
  has "$helper_logins" "$1"
}

# compose_sudoers LOGINS DIGESTS: in $sudoers_text
compose_sudoers() {
  sudoers_text=$sudoers_says
  for sudoers_login in $1; do
    for sudoers_digest in $2; do
      sudoers_text="$sudoers_text$nl$sudoers_login ALL=(root) NOPASSWD: sha256:$sudoers_digest $script_path \"\""
    done
  done
}

# put_sudoers LOGINS DIGESTS: aside under a name that sudo does not read, checked by visudo, renamed
put_sudoers() {
  compose_sudoers "$1" "$2"
  ! holds "$sudoers_file" "$sudoers_text" || return 0
  sudoers_possible || return 1
  sudoers_aside=$sudoers_dir/.curfew-host.new
  printf '%s\n' "$sudoers_text" 2>/dev/null >"$sudoers_aside" && run chmod 0440 "$sudoers_aside" &&
    run chown 0:0 "$sudoers_aside" && run visudo -cf "$sudoers_aside" && run sync "$sudoers_aside" || {
    rm -f "$sudoers_aside"
    return 1
  }
  step sudoers-written-before
  run mv -f "$sudoers_aside" "$sudoers_file" && run sync "$sudoers_dir" || return 1
  changed=yes
  step sudoers-written
}

sudoers_possible() {
  clean=
  [ -d "$sudoers_dir" ] || clean="there is no $sudoers_dir"
  command -v visudo >/dev/null 2>&1 || clean='there is no visudo'
  [ -z "$clean" ]
}

# put_helper LOGIN: that login may run the script as it stands, besides those that may already. Where sudo does not read the
# file, an `includedir` is missing and a new file goes again.
put_helper() {
  read_sudoers
  digest_of "$script_path" || return 1
  has "$helper_logins" "$1" || helper_logins="$helper_logins$1 "
  has "$helper_digests" "$digest" || helper_digests="$helper_digests$digest "
  helper_new=
  [ -f "$sudoers_file" ] || helper_new=yes
  put_sudoers "$helper_logins" "$helper_digests" || return 1
  case $(sudo -n -l -U "$1" 2>/dev/null </dev/null | cat) in
    *"sha256:$digest $script_path \"\""*) return 0 ;;
  esac
  [ -z "$helper_new" ] || rm -f "$sudoers_file"
  clean="sudo does not read $sudoers_file: $sudoers_dir is not included at the end of /etc/sudoers"
  return 1
}

# allow_both FILE: before this file becomes the script. Whatever digest works now goes on working.
allow_both() {
  read_sudoers
  [ "$helper_logins" != ' ' ] || return 0
  digest_of "$1" || return 1
  ! has "$helper_digests" "$digest" || return 0
  printf '' >"$old_digest" || return 1
  step digests-both-before
  put_sudoers "$helper_logins" "$helper_digests$digest " || return 1
  step digests-both
}

# The script that stands has answered: only its digest stays
settle_sudoers() {
  read_sudoers
  [ "$helper_logins" != ' ' ] || return 0
  digest_of "$script_path" || return 1
  step old-digest-removed-before
  put_sudoers "$helper_logins" " $digest " && rm -f "$old_digest" || return 1
  step old-digest-removed
}

# After an upgrade that died before its end; a builtin test in all other runs
keep_sudoers() {
  [ ! -e "$old_digest" ] || settle_sudoers || fault server host-script-failed "$sudoers_file cannot be written" '' "$clean"
}

# In the look: whether q_login needs no other line, and what a set-up would write. q_digest is that of the script to come.
look_at_sudoers() {
  helper=no
  [ "$q_login" != root ] || return 0
  read_sudoers
  digest_of "$script_path" || digest=-
  if has "$helper_logins" "$q_login" && has "$helper_digests" "$digest"; then helper=yes; fi
}

say_sudoers_write() {
  [ "$q_login" != root ] || return 0
  sudoers_possible || {
    say "warning Curfew can write no sudoers line of its own here ($clean), so the login $q_login needs NOPASSWD:ALL for good"
    return
  }
  has "$helper_logins" "$q_login" || helper_logins="$helper_logins$q_login "
  compose_sudoers "$helper_logins" "$q_digest"
  ! holds "$sudoers_file" "$sudoers_text" || return 0
  say "write 0440 $sudoers_file lets $q_login run exactly this script by sudo, so that NOPASSWD:ALL is not needed; checked by visudo"
  IFS=$nl
  for write_line in $sudoers_text; do say "content $write_line"; done
  IFS=$ws
}
