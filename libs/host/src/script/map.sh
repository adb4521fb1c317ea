# Rows by key. A shell has no arrays, and dash needs square time for `${text#*key}`, so each row is a variable of its own,
# named after its kind (a word of ours) and its key: names and ids, joined by `:`. No other key ever comes to `eval`.

# Lower-case letters, digits and `_` stay; `-` becomes D and `:` becomes C. The closing Z keeps a last `-` from getting lost.
map_key() {
  case $1 in
    '' | *[!a-z0-9_:-]*)
      map_key=none
      return 1
      ;;
  esac
  IFS=-
  set -- ${1}Z
  IFS=D
  map_key=$*
  IFS=:
  set -- $map_key
  IFS=C
  map_key=$*
  IFS=$ws
}

# map_put KIND KEY VALUE: an empty value is none
map_put() {
  map_key "$2" || return 1
  eval "map_$1_$map_key=\$3"
}

# map_get KIND KEY: the value in $got; whether there is one
map_get() {
  map_key "$2" || {
    got=
    return 1
  }
  eval "got=\${map_$1_$map_key-}"
  [ -n "$got" ]
}
