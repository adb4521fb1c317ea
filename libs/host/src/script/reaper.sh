# What starts the reaper: systemd's timer, else cron, else a small loop that does not survive a reboot. Constants only.

reaper_service=/etc/systemd/system/curfew-reaper.service
reaper_timer=/etc/systemd/system/curfew-reaper.timer
reaper_link=/etc/systemd/system/timers.target.wants/curfew-reaper.timer
reaper_cron=/etc/cron.d/curfew
loop_file=$state_dir/reaper
reaper_says='# Written by curfew-host; `curfew-host uninstall` removes it. Ends access whose time is over, whatever else is down.'
service_text="$reaper_says
[Unit]
Description=Curfew: end access whose time is over
[Service]
Type=oneshot
TimeoutStartSec=300
ExecStart=$script_path reap"
timer_text="$reaper_says
[Unit]
Description=Curfew: end access whose time is over
[Timer]
OnCalendar=*:*:0/15
Persistent=true
AccuracySec=1s
[Install]
WantedBy=timers.target"
cron_text="$reaper_says
SHELL=/bin/sh
MAILTO=\"\"
* * * * * root $script_path reap minute
@reboot root $script_path reap minute"

# Which starters this server can have, best first, in $starters
find_starters() {
  starters=
  [ ! -d /run/systemd/system ] || ! command -v systemctl >/dev/null 2>&1 || starters=systemd
  [ ! -d /etc/cron.d ] || ! cron_runs || starters="$starters cron"
  starters="$starters loop"
}

# Whether a cron that reads /etc/cron.d runs here: not BusyBox's, and not one of a container on this machine
cron_runs() {
  set +f
  cron_paths=$(grep -lsE '^crond?$' /proc/[0-9]*/comm)
  set -f
  for cron_path in $cron_paths; do
    cron_path=${cron_path%/comm}
    case $(readlink "$cron_path/exe") in
      */busybox | '') continue ;;
    esac
    [ "$(readlink "$cron_path/ns/mnt")" != "$(readlink /proc/self/ns/mnt)" ] || return 0
  done
  return 1
}

holds() {
  [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}

# starter_in_force NAME: whether it starts the reaper now
starter_in_force() {
  case $1 in
    systemd)
      holds "$reaper_service" "$service_text" && holds "$reaper_timer" "$timer_text" && [ -L "$reaper_link" ] &&
        systemctl is-active --quiet curfew-reaper.timer >/dev/null 2>&1
      ;;
    cron) holds "$reaper_cron" "$cron_text" && cron_runs ;;
    loop) loop_runs ;;
  esac
}

# It holds the lock of its file as long as it lives
loop_runs() {
  [ -f "$loop_file" ] && ! flock -n "$loop_file" true
}

# The one in force, in $reaper
find_reaper() {
  find_starters
  for reaper in $starters; do ! starter_in_force "$reaper" || return 0; done
  reaper=none
}

# The best that works; the others go
put_reaper() {
  find_starters
  reaper=none
  for starter in $starters; do
    if [ "$reaper" != none ]; then
      drop_starter "$starter"
    elif starter_in_force "$starter" || start_by "$starter"; then
      reaper=$starter
    else
      drop_starter "$starter"
    fi
  done
  [ "$reaper" != none ] || fault server host-script-failed 'Nothing on this server starts the reaper' '' "${clean:-}"
}

start_by() {
  step reaper-written-before
  changed=yes
  case $1 in
    systemd)
      put_constant "$reaper_service" "$service_text" && put_constant "$reaper_timer" "$timer_text" &&
        run systemctl daemon-reload && run systemctl enable --now curfew-reaper.timer || return 1
      ;;
    cron) put_constant "$reaper_cron" "$cron_text" || return 1 ;;
    loop) start_loop || return 1 ;;
  esac
  step reaper-written
  starter_in_force "$1"
}

# put_constant FILE TEXT: aside and renamed; the name aside is one that neither systemd nor cron reads
put_constant() {
  aside=${1%/*}/.curfew.new
  printf '%s\n' "$2" 2>/dev/null >"$aside" && run chmod 0644 "$aside" && run sync "$aside" && run mv -f "$aside" "$1"
}

# Detached from whoever called, and without our lock
start_loop() {
  [ -x "$script_path" ] || return 1
  setsid "$script_path" reap loop </dev/null >/dev/null 2>&1 9>&- &
  loop_tries=0
  until loop_runs; do
    loop_tries=$((loop_tries + 1))
    [ $loop_tries -lt 100 ] || return 1
    sleep 0.02
  done
}

# In every run for an order: files are looked for only; a loop that died, or did not survive a reboot, is started again
keep_reaper() {
  reaper=none
  [ -f "$drop_in" ] || return 0
  if [ -f "$reaper_timer" ]; then
    reaper=systemd
  elif [ -f "$reaper_cron" ]; then
    reaper=cron
  elif loop_runs || start_loop; then
    reaper=loop
  fi
}

drop_starter() {
  case $1 in
    systemd)
      [ -f "$reaper_timer" ] || [ -f "$reaper_service" ] || return 0
      if command -v systemctl >/dev/null 2>&1; then
        run systemctl disable --now curfew-reaper.timer || :
        run systemctl stop curfew-reaper.service || :
      fi
      rm -f "$reaper_timer" "$reaper_service" "$reaper_link" /etc/systemd/system/.curfew.new
      [ ! -d /run/systemd/system ] || run systemctl daemon-reload || :
      ;;
    cron)
      rm -f "$reaper_cron" /etc/cron.d/.curfew.new
      stop_loop
      ;;
    loop) stop_loop ;;
  esac
}

# Also cron's run of this minute. It may wait for our lock, and hears nothing then. The pid may be an older one, from when the disk took none.
stop_loop() {
  if loop_runs && read -r loop_pid <"$loop_file" && is_number "$loop_pid" && grep -qsF "$script_path" "/proc/$loop_pid/cmdline"; then
    kill "$loop_pid" 2>/dev/null
    flock -w 1 "$loop_file" true || kill -9 "$loop_pid" 2>/dev/null
  fi
  rm -f "$loop_file"
}

say_reaper_writes() {
  find_starters
  case $starters in
    systemd*)
      say_reaper_write "$reaper_service" "$service_text" 'ends access whose time is over, also when nothing else runs'
      say_reaper_write "$reaper_timer" "$timer_text" 'starts it every 15 seconds; enabled by systemctl'
      ;;
    ' cron'*) say_reaper_write "$reaper_cron" "$cron_text" 'ends access whose time is over, also when nothing else runs' ;;
  esac
}

say_reaper_write() {
  ! holds "$1" "$2" || return 0
  say "write 0644 $1 $3"
  IFS=$nl
  for write_line in $2; do say "content $write_line"; done
  IFS=$ws
}
