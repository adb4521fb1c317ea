# What will be answered: collected in order, printed once at the end.

out=
out_lines=0

say() {
  out="$out$*$nl"
  out_lines=$((out_lines + 1))
}

# The answer to a request: the ledger's generation, the clock, whether anything changed, then what was said
print_answer() {
  printf 'curfew-answer 1 %s\ngeneration %s\nclock %s\nchanged %s\n%send %s\n' \
    "$version" "${l_generation:-0}" "${now:-$(date +%s)}" "${changed:-no}" "$out" $((out_lines + 4))
}

# fault OF CODE MESSAGE [HINT] [DETAIL]: OF is a grant's id or `server`
fault() {
  say "fault $1 $2 $3"
  [ -z "${4:-}" ] || say "hint $1 $4"
  [ -z "${5:-}" ] || say "detail $1 $5"
}

# Text of a tool as one printable line of at most 300 bytes, in $clean
make_clean() {
  clean=$(printf '%s' "$1" | tr -c ' -~' ' ' | head -c 300)
}

# Set by the verbs that root runs at the console, where a person and a script read the outcome
at_console=

# console_error MESSAGE [HINT] [DETAIL]
console_error() {
  printf 'error: %s\n' "$1" >&2
  [ -z "${2:-}" ] || printf 'hint: %s\n' "$2" >&2
  [ -z "${3:-}" ] || printf '  %s\n' "$3" >&2
  exit 1
}

# refuse_all CODE MESSAGE [HINT] [DETAIL]: ends the run with a fault that concerns the whole server; nothing more is done
refuse_all() {
  [ -z "$at_console" ] || console_error "$2" "${3:-}" "${4:-}"
  fault server "$@"
  print_answer
  exit 0
}

# run TOOL ARGS...: runs it; when it fails its words are in $clean. Waits for shadow's own locks.
run() {
  run_tries=0
  until run_said=$("$@" 2>&1 </dev/null); do
    run_tries=$((run_tries + 1))
    case $run_said in
      *"cannot lock"* | *"try again"*) ;;
      *) run_tries=99 ;;
    esac
    if [ $run_tries -gt 30 ]; then
      make_clean "$1: $run_said"
      return 1
    fi
    sleep 0.1
  done
  return 0
}

# change TOOL ARGS...: the same of a tool that changes accounts or groups. It may ask a directory that does not answer, or wait for
# somebody's vipw; what ends does not wait for that, nor does each account anew: sessions are killed after it.
change_within=10
change() {
  run timeout -s KILL $change_within "$@" && return
  [ -n "$run_said" ] || change_within=2
  make_clean "$1: ${run_said:-did not answer in 10 s}"
  return 1
}
