# Trust: one file per account outside the home, one line per live grant and CA key of its connector.

# The lines that should stand in each account's file, from all live rows, behind `wanted_trust`
compose_trust() {
  for trust_name in $names; do map_put want "$trust_name" ''; done
  IFS=$nl
  for trust_row in $l_grants; do
    IFS=$ws
    grant_fields $trust_row
    [ "$g_state" != live ] || trust_lines
  done
  IFS=$ws
}

trust_lines() {
  expiry_time "$g_until"
  trust_allows=
  [ "$g_allows" = - ] || trust_allows=,$g_allows
  map_get want "$g_account" || :
  trust_text=$got
  IFS=$nl
  for trust_ca in $l_cas; do
    case $trust_ca in
      "ca $g_installation $g_connector "*)
        trust_text="${trust_text}cert-authority,principals=\"grant-$g_id-$g_key\",expiry-time=\"$expiry\",restrict$trust_allows ${trust_ca#ca * * }$nl"
        ;;
    esac
  done
  IFS=$ws
  map_put want "$g_account" "$trust_text"
}

# expiry_time SECONDS: YYYYMMDDHHMMSSZ in $expiry; sshd before 9.1 knows no Z and takes local time
expiry_time() {
  if [ "$expiry_zone" = local ]; then
    expiry=$(date -d "@$1" +%Y%m%d%H%M%S)
    return
  fi
  expiry_days=$(($1 / 86400 + 719468)) expiry_rest=$(($1 % 86400))
  # Days to a civil date, counted in 400-year eras from 1 March (H. Hinnant, "chrono-compatible low-level date algorithms")
  era=$((expiry_days / 146097)) doe=$((expiry_days % 146097))
  yoe=$(((doe - doe / 1460 + doe / 36524 - doe / 146096) / 365))
  doy=$((doe - (365 * yoe + yoe / 4 - yoe / 100)))
  mp=$(((5 * doy + 2) / 153))
  month=$((mp < 10 ? mp + 3 : mp - 9))
  expiry=$(((yoe + era * 400 + (month <= 2)) * 10000 + month * 100 + doy - (153 * mp + 2) / 5 + 1))
  expiry_clock=$((1000000 + expiry_rest / 3600 * 10000 + expiry_rest / 60 % 60 * 100 + expiry_rest % 60))
  expiry=$expiry${expiry_clock#1}Z
}

# trust_of ACCOUNT: what should stand there in $trust_text, what stood there when last read in $trust_current, and of that the
# lines that are wanted still in $trust_kept
trust_of() {
  map_get want "$1" || :
  trust_text=$got
  map_get trust "$1" || :
  trust_current=$got
  trust_kept=
  [ "$trust_current" != "$trust_text" ] || {
    trust_kept=$trust_text
    return
  }
  IFS=$nl
  for trust_line in $trust_current; do
    case $nl$trust_text in
      *"$nl$trust_line$nl"*) trust_kept="$trust_kept$trust_line$nl" ;;
    esac
  done
  IFS=$ws
}

# put_trust ACCOUNT TEXT: aside and renamed; without a line the file goes
put_trust() {
  if [ -z "$2" ]; then
    run rm -f "$keys_dir/$1"
    return
  fi
  trust_aside=$keys_dir/.$1.new
  if ! printf '%s' "$2" 2>/dev/null >"$trust_aside" || ! run mv -f "$trust_aside" "$keys_dir/$1"; then
    rm -f "$trust_aside"
    return 1
  fi
}
