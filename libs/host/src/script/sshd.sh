# sshd: its version, what its configuration makes of an account, the one that listens, and its reload.

probe_account=curfew-probe-account
probe_guest=curfew-probe-guest

# Version as MAJOR.MINOR in $sshd_version, e.g. 9.2; sshd before 9.2 knows no -V but names itself while it complains
read_sshd_version() {
  sshd_path=$(command -v sshd)
  sshd_version=$("$sshd_path" -V 2>&1 </dev/null | sed -n 's/.*OpenSSH_\([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
  sshd_number=0
  [ -z "$sshd_version" ] || sshd_number=$((${sshd_version%%.*} * 100 + ${sshd_version#*.}))
}

# effective USER [CONFIG]: what sshd would use for a login as USER, in $sshd_effective; its complaint in $clean.
# CONFIG is the text of a configuration; without it the server's own counts.
effective() {
  effective_spec="user=$1,host=localhost,addr=127.0.0.1,laddr=127.0.0.1,lport=22"
  if [ $# -eq 1 ]; then
    sshd_effective=$("$sshd_path" -T -C "$effective_spec" 2>&1 </dev/null)
  else
    sshd_effective=$("$sshd_path" -T -f /dev/stdin -C "$effective_spec" 2>&1 <<EOF
$2
EOF
    )
  fi || {
    make_clean "$sshd_effective"
    return 1
  }
}

# setting NAME: its value in $sshd_effective, in $value; the values of one that comes several times between spaces
setting() {
  value=
  IFS=$nl
  for setting_line in $sshd_effective; do
    case $setting_line in
      "$1 "*) value="$value ${setting_line#* }" ;;
    esac
  done
  IFS=$ws
  value=${value# }
}

# compose_config OUR-TEXT: the site's sshd_config as it would read with our drop-in in it, in $composed. A configuration that
# does not include the drop-in folder holds our text nowhere.
compose_config() {
  composed=
  while IFS= read -r config_line || [ -n "$config_line" ]; do
    IFS="$ws$tab="
    compose_line "$1" $config_line
    IFS=$ws
  done <"$sshd_config"
}

compose_line() {
  compose_ours=$1
  case ${2:-} in
    [Ii][Nn][Cc][Ll][Uu][Dd][Ee]) shift 2 ;;
    *)
      composed="$composed$config_line$nl"
      return
      ;;
  esac
  for included in "$@"; do
    included=${included#\"}
    included=${included%\"}
    case $included in
      "$drop_in_dir/*.conf" | 'sshd_config.d/*.conf' | "$drop_in_dir/*") compose_folder ;;
      *) composed="${composed}Include $included$nl" ;;
    esac
  done
}

# The drop-ins in the order in which sshd reads them, ours in its place
compose_folder() {
  set +f
  set -- "$drop_in_dir"/*.conf
  set -f
  compose_due=yes
  for drop in "$@"; do
    case ${drop##*/} in
      00-curfew.conf) continue ;;
      0[1-9]* | [!0]* | 00-c[v-z]* | 00-[d-z]*)
        [ -z "$compose_due" ] || composed="$composed$compose_ours$nl"
        compose_due=
        ;;
    esac
    [ ! -f "$drop" ] || composed="${composed}Include $drop$nl"
  done
  [ -z "$compose_due" ] || composed="$composed$compose_ours$nl"
}

# drop_in_text ACCOUNTS GUESTS: our two blocks with these criteria, in $drop_text; needs read_base
drop_in_text() {
  drop_text="Match $1
    AuthorizedKeysFile $keys_dir/%u
    AuthorizedKeysCommand none
    AuthorizedPrincipalsCommand none
    AuthorizedPrincipalsFile none$base_closed
Match $2
    AuthorizedKeysFile ${base_files:+$base_files }$keys_dir/%u"
}

# What counts without us: $base_files, the key files in force for everybody (empty for `none`), and in $base_closed the ways
# in that a file in the home could open and that accounts of Curfew's making therefore do not get.
read_base() {
  compose_config ''
  base_files= base_closed=
  effective "$probe_guest" "$composed" || return 1
  setting authorizedkeysfile
  [ "$value" = none ] || base_files=$value
  for base_method in HostbasedAuthentication GSSAPIAuthentication KerberosAuthentication; do
    case $base_method in
      H*) setting hostbasedauthentication ;;
      G*) setting gssapiauthentication ;;
      *) setting kerberosauthentication ;;
    esac
    [ "$value" != yes ] || base_closed="$base_closed$nl    $base_method no"
  done
}

# guest_rules ACCOUNT: whether an account that is there gets the same key files as everybody, so that the drop-in changes nothing
# for it but adds our file. Else why not, in $guest_why and $guest_hint.
guest_rules() {
  guest_why= guest_hint=
  [ -n "${sshd_path:-}" ] || read_sshd_version
  guest_base=$(guest_key_files)
  if ! effective "$1"; then
    guest_why="sshd's configuration has an error: $clean"
    return 1
  fi
  setting authorizedkeysfile
  [ "$value" != none ] || value=
  [ "${value% }" != "${guest_base% }" ] || return 0
  guest_why="sshd takes the keys of $1 from other files ($value) than everybody's"
  guest_hint='A Match block in sshd_config sets AuthorizedKeysFile for this account; take it out, or set the server up anew'
  return 1
}

# The pid of the sshd that takes connections, in $listener; empty where sshd starts per connection or cannot be found
find_listener() {
  listening_sockets
  listener=
  if [ -r "$1" ]; then
    read -r listener <"$1" || :
    ! is_listener "$listener" || return 0
  fi
  set +f
  set -- $(grep -ls '^sshd$' /proc/[0-9]*/comm)
  set -f
  for listener_path in "$@"; do
    listener=${listener_path#/proc/}
    listener=${listener%/comm}
    ! is_listener "$listener" || return 0
  done
  listener=
}

# A process of this mount namespace (not of a container on this machine) whose program is sshd and which holds a socket that listens
is_listener() {
  is_number "$1" || return 1
  case $(readlink "/proc/$1/exe") in
    */sshd | */sshd' (deleted)') ;;
    *) return 1 ;;
  esac
  [ "$(readlink "/proc/$1/ns/mnt")" = "$(readlink /proc/self/ns/mnt)" ] || return 1
  set +f
  set -- "/proc/$1/fd"/*
  set -f
  for listener_fd in $(readlink "$@"); do
    ! has "$sockets" "$listener_fd" || return 0
  done
  return 1
}

# Sockets in state LISTEN (0A) as `socket:[INODE]` between spaces, in $sockets; proc(5)
listening_sockets() {
  sockets=' '
  for socket in $(sed -n 's/^ *[0-9]*: [0-9A-F]*:[0-9A-F]* [0-9A-F]*:0000 0A [^ ]* [^ ]* [^ ]*  *[0-9]*  *[0-9]*  *\([0-9]*\) .*/socket:[\1]/p' \
    /proc/net/tcp /proc/net/tcp6 2>/dev/null); do
    sockets="$sockets$socket "
  done
}

# Tells the listening sshd to read its configuration again and waits until it listens again, 5 s at most
reload_sshd() {
  effective root || return 1
  setting pidfile
  find_listener "${value:-/run/sshd.pid}"
  if [ -z "$listener" ]; then
    # Socket activation: every connection gets a new sshd, which reads the configuration itself
    [ -d /run/systemd/system ] && return 0
    clean='no sshd that listens was found'
    return 1
  fi
  reload_listener=$listener reload_socket=$listener_fd
  reload_by_systemd || kill -HUP "$listener" || return 1
  await_listener
}

# It closes its sockets and opens new ones. One that it was handed stays the same, so after 1 s that is good too.
await_listener() {
  reload_try=0
  while sleep 0.02; do
    listening_sockets
    if is_listener "$reload_listener" && { [ "$listener_fd" != "$reload_socket" ] || [ $reload_try -ge 50 ]; }; then
      return 0
    fi
    reload_try=$((reload_try + 1))
    [ $reload_try -lt 250 ] || break
  done
  clean='sshd did not listen again after the reload'
  return 1
}

reload_by_systemd() {
  [ -d /run/systemd/system ] && command -v systemctl >/dev/null 2>&1 || return 1
  for unit in ssh.service sshd.service; do
    [ "$(systemctl show -p MainPID --value "$unit" 2>/dev/null)" = "$listener" ] || continue
    run systemctl reload "$unit"
    return
  done
  return 1
}
