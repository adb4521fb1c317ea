# The files of sudo rules on this server: found, written, taken away, and read back, from sudo itself.

rule_checks=0 rule_checks_most=200

# The files that are there: ids in $s_rules, each file's text behind `rule`, and in $s_asides what a dead run left
look_rules() {
  s_rules=' ' s_asides=
  set +f
  set -- "$rule_file"* "$sudoers_dir"/.curfew-*
  set -f
  look_files=
  for look_file in "$@"; do
    case ${look_file#"$sudoers_dir/"} in
      .curfew-*) [ ! -e "$look_file" ] || s_asides="$s_asides $look_file" ;;
      *) look_rule "${look_file#"$rule_file"}" ;;
    esac
  done
  [ -n "$look_files" ] || return 0
  s_text=$(grep -sH '' $look_files)
  IFS=$nl
  for look_line in $s_text; do
    IFS=$ws
    look_name=${look_line%%:*}
    look_name=${look_name#"$rule_file"}
    map_get rule "$look_name" || :
    map_put rule "$look_name" "$got${look_line#*:}$nl"
  done
  IFS=$ws
}

# A file whose name ends in no grant's id is not ours
look_rule() {
  is_uuid "$1" && { [ -e "$look_file" ] || [ -L "$look_file" ]; } || return 0
  s_rules="$s_rules$1 "
  look_files="$look_files $look_file"
  map_put rule "$1" ''
}

find_rules() {
  t_unrule= t_rule=
  for todo_rule in $s_rules; do has "$r_wanted" "$todo_rule" || t_unrule="$t_unrule $todo_rule"; done
  for todo_rule in $r_wanted; do rule_stands "$todo_rule" || t_rule="$t_rule $todo_rule"; done
  # What a run that died left beside its place
  [ -z "$s_asides" ] || t_unrule="$t_unrule aside"
}

rule_stands() {
  has "$s_rules" "$1" && map_get wantrule "$1" || return 1
  rule_text=$got
  map_get rule "$1" && [ "$got" = "$rule_text" ]
}

# Right behind the trust lines: nothing new is started as root with what has ended
act_unrule() {
  for act_rule in $t_unrule; do
    step sudo-rule-removed-before
    if [ "$act_rule" = aside ]; then run rm -f $s_asides; else run rm -f "$rule_file$act_rule"; fi || said="$said$clean; "
    unruled_in=" $sudoers_dir"
    step sudo-rule-removed
  done
}

act_rules() {
  for act_rule in $t_rule; do
    step sudo-rule-written-before
    put_rule "$act_rule" || said="$said$clean; "
    step sudo-rule-written
  done
}

# put_rule ID: aside under a name that sudo passes over, checked by visudo, renamed
put_rule() {
  map_get wantrule "$1" || return 1
  rule_aside=$sudoers_dir/.curfew-$1.new
  clean='the sudo rule cannot be written'
  if ! (umask 0337 && rm -f "$rule_aside" && printf '%s' "$got" >"$rule_aside") 2>/dev/null || ! check_rule || ! run mv -f "$rule_aside" "$rule_file$1"; then
    rm -f "$rule_aside"
    return 1
  fi
}

check_rule() {
  run chmod 0440 "$rule_aside" && run visudo -cf "$rule_aside" && run sync "$rule_aside" || return 1
  step sudo-rule-checked
}

# say_rules ID: those of the live grant in the g_ variables that sudo itself allows its account now; what is not goes to $say_missing
say_rules() {
  map_get asked "$1" || return 0
  say_asked_rules=$got
  rule_stands "$1" || {
    say_missing="$say_missing sudo-rule"
    return
  }
  IFS=$nl
  for asked_rule in $say_asked_rules; do
    IFS=$ws
    say_rule $asked_rule
  done
  IFS=$ws
}

say_sudo_lines() {
  IFS=$nl
  for say_line in $say_sudo; do say "$say_line"; done
  IFS=$ws
}

# say_rule ROLE COMMAND…: sudo is asked for what was written in this run, and for as many others as time allows
say_rule() {
  say_role=$1
  shift
  rule_checks=$((rule_checks + 1))
  if has " $t_rule " "$g_id" || [ $rule_checks -le $rule_checks_most ]; then
    sudo_allows "$@" || {
      say_missing="$say_missing sudo:$1"
      return
    }
  fi
  say_sudo="${say_sudo}sudo $g_id $say_role $*$nl"
}

sudo_allows() {
  [ "$1" != ALL ] || set -- /bin/true
  timeout -s KILL 10 sudo -n -l -U "$g_account" -- "$@" >/dev/null 2>&1 </dev/null
}

# remains_of_rules ID: the file, or a copy of it under another name that sudo reads too. Lines for $left.
remains_of_rules() {
  if has "$s_rules" "$1"; then
    left="${left}sudo rule$nl"
  elif map_get hasrule "$1"; then
    set +f
    set -- "$1" "$sudoers_dir"/*
    set -f
    remains_of_copies "$@"
  fi
}

remains_of_copies() {
  copies_of=$1
  shift
  for copy in "$sudoers" "$@"; do
    case ${copy##*/} in
      *.* | *'~') continue ;;
    esac
    ! grep -qsF "for the grant $copies_of;" "$copy" || left="${left}sudo rule in $copy$nl"
  done
}
