# What is to do to get from the system as read (s_) to what the ledger's rows say, and the doing, step by named step.
# Whatever fails is found by the read-back afterwards; here only its words are kept.

find_todo() {
  t_strip= t_leave= t_lock= t_kill= t_make= t_open= t_join= t_trust=
  for todo_name in $names; do
    trust_of "$todo_name"
    [ "$trust_kept" = "$trust_current" ] || t_strip="$t_strip $todo_name"
    [ "$trust_text" = "$trust_kept" ] || t_trust="$t_trust $todo_name"
    todo_account "$todo_name"
  done
  find_rules
  for todo_pair in $l_pairs; do todo_member "${todo_pair%%:*}" "${todo_pair#*:}" "$todo_pair"; done
}

todo_account() {
  account_row "$1" || return 0
  if has "$need_accounts" "$1"; then
    ! has "$ending_accounts" "$1" || ! uid_of "$1" || t_kill="$t_kill $1"
    [ "$a_made" = made ] || return 0
    if ! passwd_row "$1"; then t_make="$t_make $1"; elif is_shut "$1"; then t_open="$t_open $1"; fi
    return
  fi
  [ "$a_state" = open ] && uid_of "$1" || return 0
  t_kill="$t_kill $1"
  [ "$a_made" != made ] || ! passwd_row "$1" || is_locked "$1" || t_lock="$t_lock $1"
}

todo_member() {
  membership "$3"
  [ "$m_origin" = ours ] || return 0
  if has "$need_members" "$3"; then
    has "$s_members" "$3" || ! group_id "$2" || t_join="$t_join $3"
    return
  fi
  # Accounts of our making stay in their group, so that no planted key ever counts for them
  [ "$2" != "$accounts_group" ] || return 0
  ! has "$s_members" "$3" || t_leave="$t_leave $3"
  has " $t_kill " "$1" || t_kill="$t_kill $1"
}

only_end() {
  t_make= t_open= t_join= t_rule= t_trust=
}

act() {
  said=
  act_strip
  act_unrule
  act_leave
  act_lock
  act_jobs
  act_kill
  act_accounts
  act_join
  act_rules
  act_trust
}

# From here nobody comes in any more with what has ended. An account that is locked in this run leaves its groups with that.
act_strip() {
  for act_name in $t_strip; do
    trust_of "$act_name"
    step trust-stripped-before
    put_trust "$act_name" "$trust_kept" || said="$said$clean; "
    taken_from=" $keys_dir"
    step trust-stripped
  done
}

act_leave() {
  for act_pair in $t_leave; do
    ! has " $t_lock " "${act_pair%%:*}" || continue
    step membership-removed-before
    change gpasswd -d "${act_pair%%:*}" "${act_pair#*:}" || said="$said$clean; "
    step membership-removed
  done
}

act_lock() {
  for act_name in $t_lock; do
    step account-locked-before
    lock_account "$act_name" || said="$said$clean; "
    step account-locked
  done
}

act_jobs() {
  for act_name in $t_kill; do
    step jobs-removed-before
    remove_jobs "$act_name"
    step jobs-removed
  done
}

act_kill() {
  read -r stripped_at _ </proc/uptime
  stripped_at=$((${stripped_at%%.*} * 100 + 1${stripped_at#*.} - 100))
  runs=
  ! something_runs || runs=yes
  for act_name in $t_kill; do
    step processes-killed-before
    [ -z "$runs" ] || kill_all "$act_name"
    step processes-killed
  done
}

act_accounts() {
  for act_name in $t_make; do
    step account-made-before
    if make_account "$act_name"; then made_now="$made_now$act_name "; else said="$said$clean; "; fi
    step account-made
  done
  for act_name in $t_open; do
    step account-opened-before
    if open_account "$act_name"; then made_now="$made_now$act_name "; else said="$said$clean; "; fi
    step account-opened
  done
}

# An account made or opened in this run got its groups with it
act_join() {
  for act_pair in $t_join; do
    ! has "$made_now" "${act_pair%%:*}" || continue
    step membership-added-before
    change gpasswd -a "${act_pair%%:*}" "${act_pair#*:}" || said="$said$clean; "
    step membership-added
  done
}

# Trust comes last: who can log in is a member already
act_trust() {
  for act_name in $t_trust; do
    trust_of "$act_name"
    step trust-written-before
    put_trust "$act_name" "$trust_text" || said="$said$clean; "
    step trust-written
  done
}
