# The look that writes nothing: what a set-up would write here, and what would stand in its way. `curfew-host doctor` prints it
# for a person; a connector with full sudo sends these parts, with the q_ variables set at their head, before it installs; in
# helper mode it asks the installed script. q_login: the connector's login. q_accounts, q_groups: what could be granted.

preflight() {
  now=$(date +%s)
  preflight_missing=
  find_missing_tools || preflight_missing=$missing_tools
  command -v sshd >/dev/null 2>&1 && read_sshd_version || sshd_version=
  read_installed
  find_in_force
  find_reaper
  look_at_sudoers
  [ -z "$preflight_missing" ] || fault server server-tool-missing "The server lacks:$preflight_missing" \
    'Install coreutils, util-linux, grep, sed, passwd (shadow-utils), openssh-server and sudo'
  if [ -n "$sshd_version" ] && [ -f "$sshd_config" ]; then
    look_at_sshd
    look_at_accounts
    say_writes
  elif [ -z "$preflight_missing" ]; then
    fault server sshd-rules-in-the-way "The server has no $sshd_config" 'Curfew works with OpenSSH and its usual configuration file'
  fi
  look_at_groups
  look_at_policy
  look_at_sudo_roles
  look_at_shadow
  found=$out out=
  say "clock $now"
  say "sshd ${sshd_version:--}"
  say "installed $installed"
  say "in-force $in_force"
  say "reaper $reaper"
  say "helper $helper"
  out=$out$found
}

# The version that the installed script names itself; it is read, not run
read_installed() {
  installed=$(sed -n 's/^version=\([0-9a-z.-]*\)$/\1/p' "$script_path" 2>/dev/null | head -n 1)
  installed=${installed:--}
}

find_in_force() {
  in_force=no
  [ -f "$drop_in" ] && [ ! -e "$reload_due" ] && [ -d "$keys_dir" ] || return 0
  getent group "$accounts_group" >/dev/null && getent group "$guests_group" >/dev/null || return 0
  in_force=yes
}

look_at_sshd() {
  if [ "$sshd_number" -lt 802 ]; then
    fault server sshd-rules-in-the-way "OpenSSH $sshd_version is too old" 'Curfew needs OpenSSH 8.2 or newer'
  fi
  if ! check_sshd; then
    in_force=no
    return
  fi
  # $sshd_effective is what an account of Curfew's making would get
  look_at_rules 'people whom Curfew gives access' "$accounts_group"
  look_at_config_file
  if grep -qsiE '^[[:space:]]*Match[[:space:]].*(address|host|localport|rdomain)' "$sshd_config" "$drop_in_dir"/*.conf; then
    say 'warning sshd has rules by address or port (Match); they were looked at for 127.0.0.1 only'
  fi
}

# look_at_rules WHOM GROUPS: what in $sshd_effective keeps a certificate from logging in
look_at_rules() {
  rules_setting pubkeyauthentication yes "$1" 'Set PubkeyAuthentication yes'
  setting authenticationmethods
  case " $value " in
    '  ' | *' any '* | *' publickey '*) ;;
    *) in_the_way "sshd asks $1 for more than a key (AuthenticationMethods $value)" 'Exempt the groups curfew-accounts and curfew-guests, e.g. by a Match block in a file that sorts before ours' ;;
  esac
  setting pubkeyacceptedalgorithms
  [ -n "$value" ] || setting pubkeyacceptedkeytypes
  case ,$value, in
    *,ssh-ed25519-cert-v01@openssh.com,*) ;;
    *) in_the_way 'sshd takes no Ed25519 certificates (PubkeyAcceptedAlgorithms)' 'Add ssh-ed25519-cert-v01@openssh.com' ;;
  esac
  setting casignaturealgorithms
  case ,$value, in
    *,ssh-ed25519,* | ,,) ;;
    *) in_the_way 'sshd trusts no Ed25519 certificate authority (CASignatureAlgorithms)' 'Add ssh-ed25519' ;;
  esac
  setting revokedkeys
  [ "${value:-none}" = none ] || [ -r "$value" ] || in_the_way "sshd's RevokedKeys file $value is missing, so no key is accepted" 'Make the file or take the setting out'
  rules_setting forcecommand none "$1" 'Exempt the groups curfew-accounts and curfew-guests'
  rules_setting chrootdirectory none "$1" 'Exempt the groups curfew-accounts and curfew-guests'
  look_at_lists "$1" "$2"
}

in_the_way() {
  fault server sshd-rules-in-the-way "$@"
}

rules_setting() {
  setting "$1"
  [ "${value:-$2}" = "$2" ] || in_the_way "sshd's $1 is $value for $3" "$4"
}

# AllowGroups and DenyGroups (sshd_config(5)): the groups of the account against their patterns
look_at_lists() {
  setting allowgroups
  [ -z "$value" ] || matches_any "$2" || in_the_way "AllowGroups in sshd's configuration keeps out $1" \
    "Add the groups to it: AllowGroups $value $accounts_group $guests_group"
  setting denygroups
  [ -z "$value" ] || ! matches_any "$2" || in_the_way "DenyGroups in sshd's configuration keeps out $1" "Take $2 out of it"
  setting allowusers
  [ -z "$value" ] || [ "$2" != "$accounts_group" ] || matches_any "${q_accounts:-curfew-probe}" all ||
    in_the_way "AllowUsers in sshd's configuration keeps out $1" 'Use AllowGroups instead, with the groups curfew-accounts and curfew-guests'
}

# matches_any NAMES [all]: whether one of the names (or each of them) fits one of the patterns in $value, which may hold `*`, `?` and `user@host`
matches_any() {
  for matches_name in $1; do
    matches=no
    for pattern in $value; do
      case $matches_name in
        ${pattern%%@*}) matches=yes ;;
      esac
    done
    [ "$matches/${2:-one}" != yes/one ] || return 0
    [ "$matches/${2:-one}" != no/all ] || return 1
  done
  [ "${2:-one}" = all ]
}

# A listening sshd that was started with another configuration file does not read ours
look_at_config_file() {
  setting pidfile
  find_listener "${value:-/run/sshd.pid}"
  [ -n "$listener" ] || return 0
  case " $(tr '\000' ' ' <"/proc/$listener/cmdline") " in
    *" -f $sshd_config "*) ;;
    *' -f '*) in_the_way 'The listening sshd was started with another configuration file (-f)' "Start it with $sshd_config" ;;
  esac
}

# Accounts that are there: nothing of the site's own may treat them otherwise than what we tested or wrote
look_at_accounts() {
  case " $(id -Gn "${q_login:-root}" 2>/dev/null) " in
    *" $accounts_group "* | *" $guests_group "*)
      in_the_way "The connector's login ${q_login:-root} is in $accounts_group or $guests_group" 'Take it out of the group'
      ;;
  esac
  for look_account in ${q_accounts:-}; do
    getent passwd "$look_account" >/dev/null || continue
    effective "$look_account" || continue
    setting authorizedkeysfile
    case "$value " in
      *"$keys_dir/"*) ;;
      "${base_files:-none} ") ;;
      *)
        in_the_way "sshd takes the keys of $look_account from other files ($value) than everybody's" \
          'A Match block in sshd_config sets AuthorizedKeysFile for this account; take it out'
        ;;
    esac
    look_at_rules "$look_account" "$(id -Gn "$look_account" 2>/dev/null) $guests_group"
  done
}

look_at_groups() {
  for look_group in ${q_groups:-}; do
    getent group "$look_group" >/dev/null || say "missing-group $look_group"
  done
}

# shadow-utils repair such things whenever they write: then it was not Curfew that changed the line
look_at_shadow() {
  command -v pwck >/dev/null 2>&1 && command -v grpck >/dev/null 2>&1 || return 0
  IFS=$nl
  for complaint in $(pwck -r 2>/dev/null </dev/null | grep -v -e 'no changes' -e '^$' | head -n 20) \
    $(grpck -r 2>/dev/null </dev/null | grep -v -e 'no changes' -e '^$' | head -n 20); do
    IFS=$ws
    case $complaint in
      *'does not exist'* | 'no matching '*) continue ;;
    esac
    make_clean "${complaint%'? No'}"
    say "warning passwd and group files: $clean (useradd and gpasswd will repair it)"
  done
  IFS=$ws
  for shadow_file in passwd group shadow gshadow; do
    [ ! -s "/etc/$shadow_file" ] || [ -z "$(tail -c 1 "/etc/$shadow_file")" ] ||
      say "warning /etc/$shadow_file does not end with a line end (useradd and gpasswd will repair it)"
  done
}

# What a set-up would write: mode, path, purpose, and the whole content of short files
say_writes() {
  [ "$installed" = "$version" ] || say "write 0755 $script_path the script that adds and removes access"
  drop_in_final
  if [ ! -f "$drop_in" ] || [ "$(cat "$drop_in")" != "$drop_text" ]; then
    say "write 0644 $drop_in tells sshd where the trust files of Curfew are; checked by sshd and reloaded once"
    IFS=$nl
    for write_line in $drop_text; do say "content $write_line"; done
    IFS=$ws
  fi
  [ -d "$keys_dir" ] || say "write 0755 $keys_dir/ one trust file per account that has access"
  [ -d "$state_dir" ] || say "write 0700 $state_dir/ the ledger: what Curfew added here, and for which grant"
  say_reaper_writes
  say_sudo_writes
  say_sudoers_write
  for write_group in "$accounts_group" "$guests_group"; do
    getent group "$write_group" >/dev/null || say "write 0644 /etc/group the Linux group $write_group, made by groupadd"
  done
}

print_preflight() {
  preflight
  printf 'curfew-preflight 1 %s\n%send %s\n' "$version" "$out" $((out_lines + 1))
}

# Asked by a connector in helper mode, of the script that stands
preflight_asked() {
  q_login=${SUDO_USER:-root}
  digest_of "$script_path" || digest=-
  q_digest=$digest
  print_preflight </dev/null
}

doctor() {
  refuse_unless_root
  q_login=root q_accounts= q_groups= q_sudo=
  preflight
  read_sudoers
  IFS=$nl
  doctor_state='Nothing stands in the way.'
  for doctor_line in $out; do
    case $doctor_line in
      "fault server "*)
        doctor_line=${doctor_line#fault server }
        printf 'error: %s\n' "${doctor_line#* }"
        doctor_state=
        ;;
      "hint server "*) printf 'hint: %s\n' "${doctor_line#hint server }" ;;
      "detail server "*) printf '  %s\n' "${doctor_line#detail server }" ;;
      "write "*) printf 'set-up would write: %s\n' "${doctor_line#write * }" ;;
      "content "*) ;;
      "helper "*) [ "$helper_logins" = ' ' ] || printf 'logins with a sudoers line of their own:%s\n' "$helper_logins" ;;
      *) printf '%s\n' "$doctor_line" ;;
    esac
  done
  IFS=$ws
  [ -n "$doctor_state" ] || exit 1
  printf '%s\n' "$doctor_state"
}
