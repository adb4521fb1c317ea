# Whether a wanted grant may be added here. The answer is a code with a message for a person, or nothing.

# admit: of the grant in the g_ variables. Sets $no (a fault code, or empty), $no_why, $no_hint, $no_detail. The policy comes before the faults with
# which a grant that is there goes on: none of them lets it pass.
admit() {
  no= no_why= no_hint= no_detail=
  admit_time && admit_policy && admit_account && admit_groups && admit_rules && admit_server && admit_clock
}

no() {
  no=$1 no_why=$2 no_hint=${3:-} no_detail=${4:-}
  return 1
}

# A server whose clock is off by more than half a minute from that of the connector gets nothing new; what stands here, stands.
# Its clock as it was before it waited for its turn: the order was made just then.
admit_clock() {
  [ "$h_state" != live ] || return 0
  clock_off=$((began - w_now))
  [ $clock_off -gt 30 ] || [ $clock_off -lt -30 ] || return 0
  no server-clock-off "The clock of the server is ${clock_off#-} seconds off" 'Set the clock of the server, and check the one of the connector'
}

admit_time() {
  # Its sessions and sudo rules go by the number alone
  ! map_get others "$g_id" || {
    no conflict 'Another connector gave the grant of this number here, which ends first'
    return
  }
  [ -z "$h_account" ] || [ "$h_account" = "$g_account" ] || {
    no conflict "The grant stands here for the account $h_account, which ends first"
    return
  }
  if map_get reaped "$g_id" && [ "$g_until" -le "$got" ]; then
    if [ "$got" = "$for_good" ]; then
      no grant-not-active 'Root ended this grant on the server' 'Ask who runs the server; another request is another grant' 'curfew-host end'
    else
      no grant-not-active 'The grant has ended on this server'
    fi
  elif [ "$g_until" -le "$latest_time" ] || { [ "$h_boot/$h_until" = "$boot/$g_until" ] && [ "$uptime" -ge "$h_uptime_end" ]; }; then
    no grant-not-active "By this server's clock the grant has ended already"
  fi
}

admit_account() {
  ! is_reserved_account "$g_account" && ! is_helper_login "$g_account" || {
    no account-not-allowed "$g_account is a system account or a connector's own login"
    return
  }
  if ! passwd_row "$g_account"; then
    admit_new_account
    return
  fi
  if [ "$p_uid" -lt "$s_uid_min" ] || [ "$p_uid" -ge 4294967294 ] || [ "$p_uid" = 65534 ] || [ "$p_uid" = 65535 ]; then
    no account-not-allowed "$g_account is a system account (UID $p_uid)"
    return
  fi
  if ! account_row "$g_account" && is_left_over "$g_account"; then
    admit_left_over
    return
  fi
  if account_row "$g_account" && same_uid; then
    admit_known_account || return
    [ "$a_made" != made ] || return 0
  elif [ "$g_kind/$g_adopt" = person/- ]; then
    no account-exists "The server has an account $g_account that Curfew did not make" \
      'Say that it is the same person, or give the person another account name'
    return
  fi
  admit_open
}

# Curfew opens only what it locked itself. After an uninstall it no longer knows what that was.
admit_open() {
  [ "$h_state" != live ] && { is_shut "$g_account" || has "$s_expired" "$g_account"; } || return 0
  no account-not-allowed "The account $g_account is locked on the server or expired, or has no shell to log in with" \
    "If it may be used, open it there: usermod -U -e '' -s /bin/bash $g_account"
}

admit_new_account() {
  if [ "$g_kind" = existing ]; then
    no account-missing "The server has no account $g_account" 'Create the account on the server, or name another one'
  elif group_id "$g_account" && ! account_row "$g_account"; then
    no account-exists "The server has a Linux group $g_account, so no account of that name can be made" \
      'Give the person another account name'
  fi
}

admit_known_account() {
  if [ "$a_made/$g_kind" = made/existing ]; then
    no account-not-allowed "$g_account is a person's account that Curfew made, not a shared one"
  elif [ "$a_made/$g_kind/$g_adopt" = guest/person/- ]; then
    no account-exists "The server has an account $g_account that Curfew did not make" \
      'Say that it is the same person, or give the person another account name'
  elif [ "$a_made/$g_adopt" = made/- ] && [ "$a_installation" != "$w_installation" ]; then
    no account-exists "Another installation of Curfew made the account $g_account here" \
      'Say that it is the same person, or give the person another account name'
  fi
}

# An account that an earlier set-up made is opened again for the same installation, which knows whose name it is
admit_left_over() {
  if [ "$g_kind" = existing ]; then
    no account-not-allowed "$g_account is a person's account that Curfew made, not a shared one"
  elif [ "$g_adopt" = - ] && [ "$left_by" != "$w_installation" ]; then
    no account-exists "Another installation of Curfew made the account $g_account here" \
      'Say that it is the same person, or give the person another account name'
  fi
}

# Whether the account of the ledger's row is the one in passwd still. `-` stands while it is being made, and until that is read back:
# meanwhile somebody else may have made one of that name, which lacks our comment.
same_uid() {
  [ "$a_uid" = "$p_uid" ] || [ "$a_uid/$p_comment" = "-/Curfew $a_installation" ]
}

admit_groups() {
  [ "$g_groups" != - ] || return 0
  IFS=,
  for admit_group in $g_groups; do
    IFS=$ws
    admit_group "$admit_group" || return 1
  done
  IFS=$ws
}

admit_group() {
  if is_reserved_group "$1"; then
    no group-missing "The Linux group $1 is never given"
  elif ! group_id "$1"; then
    no group-missing "The server has no Linux group $1" "Create it with: groupadd $1"
  elif [ "$gid" = 0 ]; then
    no group-missing "The Linux group $1 is root's and never given"
  fi
}

admit_server() {
  [ -z "$not_set_up" ] || {
    no not-set-up "$not_set_up" 'Set the server up'
    return
  }
  passwd_row "$g_account" || return 0
  ! account_row "$g_account" || ! same_uid || return 0
  ! is_member "$g_account" "$guests_group" || {
    no account-not-allowed "The account $g_account is in $guests_group, but the ledger of this server does not know it: it was lost, or somebody put it there" \
      "Take from the account the groups that it is not to have (id $g_account), and then: gpasswd -d $g_account $guests_group"
    return
  }
  guest_rules "$g_account" || no sshd-rules-in-the-way "$guest_why" "$guest_hint"
}

# Nothing is added while our part of sshd's configuration is not in force; ending goes on
find_set_up() {
  not_set_up=
  if [ ! -f "$drop_in" ] || [ ! -d "$keys_dir" ]; then
    not_set_up='Nothing was installed on the server yet'
  elif [ -e "$reload_due" ]; then
    not_set_up='The sshd of this server was not reloaded yet'
  elif ! group_id "$accounts_group" || ! group_id "$guests_group"; then
    not_set_up="The server has lost the group $accounts_group or $guests_group"
  fi
}
