# What must be there before anything is changed.

needed_tools='cat chmod chown date flock getent gpasswd grep groupadd groupdel head mkdir mktemp mv readlink rm rmdir sed setpriv
  setsid sha256sum sleep sort sshd stat sudo sync tail timeout tr useradd usermod'

# Names of missing tools in $missing_tools
find_missing_tools() {
  missing_tools=
  for tool in $needed_tools; do
    command -v "$tool" >/dev/null 2>&1 || missing_tools="$missing_tools $tool"
  done
  [ -r /proc/self/status ] || missing_tools="$missing_tools /proc"
  [ -z "$missing_tools" ]
}

refuse_missing_tools() {
  find_missing_tools || refuse_all server-tool-missing "The server lacks:$missing_tools" \
    'Install coreutils, util-linux, grep, sed, passwd (shadow-utils), openssh-server and sudo'
}

# Whether this shell is root's, out of its own status and without another process
is_root() {
  IFS=$ws$tab
  while read -r status_name _ status_effective _; do
    [ "$status_name" != Uid: ] || break
  done </proc/self/status
  IFS=$ws
  [ "$status_effective" = 0 ]
}

refuse_unless_root() {
  is_root || refuse_all host-script-failed 'curfew-host must run as root' 'Run it by sudo'
}

login_shell() {
  for shell in /bin/bash /usr/bin/bash /bin/sh; do
    [ -x "$shell" ] && return
  done
}

nologin_shell() {
  for shell in /usr/sbin/nologin /sbin/nologin /usr/bin/nologin /bin/false; do
    [ -x "$shell" ] && return
  done
}
