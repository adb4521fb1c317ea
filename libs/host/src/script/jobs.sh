# What starts by itself as an account later: its crontab, at jobs, a systemd of its own that lingers. For an account that Curfew
# made they go with its last grant, before its processes are killed; on one that was there before they are only said.

# jobs_of ACCOUNT: their files, all in folders that only root and the tools' own group can write, in $jobs
jobs_of() {
  jobs=
  for job in "/var/spool/cron/crontabs/$1" "/var/spool/cron/$1" "/var/spool/cron/tabs/$1" "/var/lib/systemd/linger/$1"; do
    [ ! -f "$job" ] || jobs="$jobs $job"
  done
  set +f
  set -- /var/spool/cron/atjobs/[=a-zA-Z]* /var/spool/at/[=a-zA-Z]* /var/spool/atjobs/[=a-zA-Z]*
  set -f
  for job in "$@"; do
    # A queue's letter, or `=` while it runs, then the number and the time in hex
    case ${job##*/} in
      ?*[!0-9a-f]*) continue ;;
    esac
    [ -f "$job" ] && [ "$(stat -c %u "$job")" = "$p_uid" ] || continue
    jobs="$jobs $job"
  done
}

remove_jobs() {
  uid_of "$1" && [ "$a_made" = made ] && ! has "$need_accounts" "$1" || return 0
  jobs_of "$1"
  case $jobs in
    *" /var/lib/systemd/linger/"*) [ ! -d /run/systemd/system ] || change loginctl disable-linger "$1" || said="$said$clean; " ;;
  esac
  for job in $jobs; do run rm -f "$job" || said="$said$clean; "; done
}

# say_standing_jobs ACCOUNT: those written since its first grant began, on an account that was there before
say_standing_jobs() {
  [ "$a_made" = guest ] && passwd_row "$1" || return 0
  jobs_of "$1"
  # Both are rounded: rather one too many is reported than none
  jobs_since=$((now - (uptime_ticks - a_since) / 100 - 1))
  [ "$a_boot" = "$boot" ] || jobs_since=0
  for job in $jobs; do
    [ "${job##*/=}" = "$job" ] || continue
    [ "$(stat -c %Y "$job")" -lt "$jobs_since" ] || say "standing $1 job $job"
  done
}
