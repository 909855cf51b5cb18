# A request is one line of flat JSON: {"id":7,"calls":[{"fn":"Probe","p_path":"/etc/motd"},{…}]}. Quotes and backslashes inside of texts are
# escaped by number, so the line is cut at its quotes: name, colon, text, comma, name, …

# The text of a JSON string, in $R.
Decode() {
  case $1 in
    *\\*) ;;
    *) R=$1; return ;;
  esac
  R=
  d_text=$1
  IFS=\\
  set -f
  set -- $1
  set +f
  IFS=" $TAB$NL"
  R=$1
  shift
  for d_part in "$@"; do
    case $d_part in
      n*) R="$R$NL${d_part#n}" ;;
      u0022*) R="$R\"${d_part#u0022}" ;;
      u005c*) R="$R\\${d_part#u005c}" ;;
      t*) R="$R$TAB${d_part#t}" ;;
      *) Decode_bytes "$d_text"; return ;;
    esac
  done
}

# With bytes beyond ASCII or rare control characters: as a format of printf's %b, in one go.
Decode_bytes() {
  IFS=\\
  set -f
  set -- $1
  set +f
  IFS=" $TAB$NL"
  d_format=$1
  shift
  for d_part in "$@"; do
    case $d_part in
      u00*)
        d_rest=${d_part#u00??}
        d_code=${d_part#u00}
        d_code=$((0x${d_code%"$d_rest"}))
        d_format="$d_format\\0$((d_code / 64))$((d_code / 8 % 8))$((d_code % 8))$d_rest"
        ;;
      *) d_format="$d_format\\$d_part" ;;
    esac
  done
  R=$(printf '%b.' "$d_format")
  R=${R%.}
}

# $line; $skip: calls of it that are answered. Runs in a process of its own; its exit status tells the main loop how far it came: 0 all,
# 11 to 110: 1 to 100 more were answered and the last one failed, 111: a hundred more were answered well. What is below and above is a shell's own.
Serve() {
  trap 'Stray_exit' 0
  exec 5>&1 >/dev/null </dev/null
  n=0
  IFS=\"
  set -f
  set -- $line
  set +f
  IFS=" $TAB$NL"
  shift 5
  s_at=name
  Clear_call
  for s_token in "$@"; do
    case $s_at in
      name) s_name=$s_token; s_at=colon ;;
      colon) s_at=text ;;
      text)
        [ "$n" -lt "$skip" ] || Take_field "$s_name" "$s_token"
        s_at=end
        ;;
      end)
        s_at=name
        case $s_token in
          ,) continue ;;
        esac
        [ "$n" -lt "$skip" ] || Run_call
        n=$((n + 1))
        [ "$n" -lt "$((skip + 100))" ] || [ "$s_token" = '}]}' ] || Served 111
        Clear_call
        ;;
    esac
  done
  Served 0
}

Served() {
  trap - 0
  Clear_request
  exit "$1"
}

# What programs have said stays nowhere; the pipes that it came by are the next request's.
Clear_request() {
  [ -z "$scratch" ] || rm -rf -- "$scratch"
  [ -z "$said" ] || { printf '' >"$said/output"; printf '' >"$said/errors"; } 2>/dev/null
}

Clear_call() {
  [ -z "${c_names-}" ] || unset $c_names
  c_names= c_variables= c_own= c_fn= c_code= c_action= c_needs= c_receipt= c_intent= c_secret=
}

Take_field() {
  case $1 in
    *[!A-Za-z0-9_]*) Broken "a field has the name $1" ;;
  esac
  Decode "$2"
  case $1 in
    p_*) c_names="$c_names $1"; eval "$1=\$R" ;;
    e_*) c_variables="$c_variables ${1#e_}"; eval "$1=\$R" ;;
    fn | code | action | needs | receipt | intent | secret) eval "c_$1=\$R" ;;
    *) Broken "a field has the name $1" ;;
  esac
}

Broken() {
  Escape "$1"
  printf '{"broken":"%s"}\n' "$R" >&5
  Served 255
}

# The element of a list that was given: NAME NUMBER [FIELD].
item() {
  case $1$2${3-} in *[!A-Za-z0-9_]*) Fail "there is no item $1 $2 ${3-}" ;; esac
  eval "it=\${p_$1_$2${3:+_$3}-} i_set=\${p_$1_$2${3:+_$3}+set}"
  [ -n "$i_set" ]
}
