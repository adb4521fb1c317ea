# The verbs.

apply() {
  read_time
  began=$now
  take_lock
  read_clock
  read_ledger
  fence
  vouch_for_time
  collect_names
  look "$names" "$groups"
  forget_foreign_accounts
  find_set_up
  plan_grants
  plan_rules
  find_needs
  plan_members
  compose_trust
  compose_rules
  find_todo
  write_ledger durable || add_nothing
  step ledger-intended
  if [ -n "$t_strip$t_unrule$t_rule$t_leave$t_lock$t_kill$t_make$t_open$t_join$t_trust" ]; then
    act
    changed=yes
    look "$names" "$groups"
  fi
  answer
}

# What is not in the ledger must not be added. Ending goes on: the ledger names it still, so whoever comes next does it again.
add_nothing() {
  only_end
  fault server host-script-failed 'The ledger cannot be written; nothing is added' \
    'See whether the disk of the server is full or read-only' "${clean:-}"
}

# From the read-back: what is proved gone leaves the ledger, and every grant is said
answer() {
  say_standing_members
  say_live
  say_refused
  settle_ending
  say_asked
  say_reaped
  settle_members
  settle_accounts
  step ledger-settled-before
  write_ledger || fault server host-script-failed 'The ledger cannot be written' 'See whether the disk of the server is full or read-only'
  step ledger-settled
  keep_high_water
  keep_reaper
  keep_sudoers
  say "reaper $reaper"
  print_answer
}

# What was read within the same second of this boot holds still: that saves a process
read_clock() {
  read -r clock_uptime _ </proc/uptime
  [ "${clock_uptime%%.*}" = "${uptime:-}" ] || read_time
  read_high_water
}

read_time() {
  now=$(date +%s)
  read -r uptime _ </proc/uptime
  # Also in 1/100 s, as the kernel gives the starts of processes
  uptime_ticks=$((${uptime%%.*} * 100 + 1${uptime#*.} - 100))
  uptime=${uptime%%.*}
  read -r boot </proc/sys/kernel/random/boot_id
  expiry_zone=utc
  [ ! -r "$zone_file" ] || read -r expiry_zone <"$zone_file"
}

main() {
  changed=no said= refused= kept_ids=' ' made_now=' ' clean= known_logins= by_session= numbers= daemons= uptime= still=
  finishing_ids=' ' finishing_accounts=' ' dying_accounts=' ' scan_warn= warned=
  bear_damage= ledger_damage= taken_from= unruled_in=
  # Until act has taken the trust away, nothing is later than that
  stripped_at=99999999999
  case ${1:-} in
    '')
      refuse_unless_root
      refuse_missing_tools
      read_request
      case $w_kind in
        apply) apply ;;
        look) preflight_asked ;;
        set-up) set_up ;;
        uninstall) uninstall_asked ;;
      esac
      ;;
    version) printf '%s\n' "$version" ;;
    doctor)
      at_console=yes
      doctor
      ;;
    reap)
      at_console=yes
      reap_verb "$@"
      ;;
    install) install_at_console "$@" ;;
    place) place_asked ;;
    end)
      at_console=yes
      end_at_console "$@"
      ;;
    uninstall)
      at_console=yes
      uninstall_at_console
      ;;
    *)
      printf 'curfew-host: unknown verb\nhint: curfew-host install [LOGIN] | doctor | end ACCOUNT|GRANT | reap | uninstall | version\n' >&2
      exit 64
      ;;
  esac
}

main "$@"
exit
# end of curfew-host
