# What a call says: JSON is put together in $J while the call runs. $Jsep is what stands before the next entry, $Jclose what closes all that is open.

NL='
'
TAB='	'

# The text as it stands between the quotes of JSON, in $R. Bytes of 128 and above stay: the controller reads UTF-8.
Escape() {
  case $1 in
    *[\"\\]* | *[!\ -~]*) ;;
    *) R=$1; return ;;
  esac
  case $1 in
    *[!\ -~]*) ;;
    *) Escape_quotes "$1"; return ;;
  esac
  # Some lines are quicker cut by hand than a program is started.
  if [ "${#1}" -le 2000 ]; then
    case $1 in
      *[!\ -~"$NL$TAB"]*) ;;
      *) Escape_lines "$1"; return ;;
    esac
  fi
  Escape_controls "$1"
}

# Printable lines, with tabs.
Escape_lines() {
  e_rest=$1 e_all=
  while :; do
    case $e_rest in
      *["$NL$TAB"]*) ;;
      *) break ;;
    esac
    e_line=${e_rest%%["$NL$TAB"]*}
    e_rest=${e_rest#"$e_line"}
    case $e_rest in
      "$NL"*) e_mark='\n' ;;
      *) e_mark='\t' ;;
    esac
    e_rest=${e_rest#?}
    Escape "$e_line"
    e_all=$e_all$R$e_mark
  done
  Escape "$e_rest"
  R=$e_all$R
}

# A text on one line: cut at its quotes, then at its backslashes. The dot keeps an empty last piece.
Escape_quotes() {
  R=
  IFS=\\
  set -f
  set -- $1.
  set +f
  for e_part in "$@"; do R="$R\\\\$e_part"; done
  R=${R#??}
  set -f
  IFS=\"
  set -- $R
  set +f
  IFS=" $TAB$NL"
  R=
  for e_part in "$@"; do R="$R\\\"$e_part"; done
  R=${R#??}
  R=${R%.}
}

Escape_controls() {
  R=$(printf '%s.' "$1" | awk '
    BEGIN { for (i = 1; i < 32; i++) code[sprintf("%c", i)] = sprintf("\\u%04x", i); code[sprintf("%c", 127)] = "\\u007f"; code["\t"] = "\\t" }
    {
      gsub(/\\/, "&&"); gsub(/"/, "\\\\&")
      if ($0 ~ /[\001-\037\177]/) {
        line = ""
        while (match($0, /[\001-\037\177]/)) {
          line = line substr($0, 1, RSTART - 1) code[substr($0, RSTART, 1)]
          $0 = substr($0, RSTART + 1)
        }
        $0 = line $0
      }
      printf "%s%s", (NR > 1 ? "\\n" : ""), $0
    }')
  R=${R%.}
}

# In a list an entry has no name.
Entry() { J="$J$Jsep${1:+\"$1\":}$2"; Jsep=,; }

say_text() { Escape "$2"; Entry "$1" "\"$R\""; }
say_null() { Entry "$1" null; }
say_json() { Entry "$1" "$2"; }
say_or_null() { if [ -n "$2" ]; then say_text "$1" "$2"; else Entry "$1" null; fi; }

say_number() {
  case $2 in
    '' | - | *[!0-9-]* | ?*-*) Fail "the script said \"$2\" for the number $1" ;;
    0 | [1-9]* | -[1-9]*) Entry "$1" "$2" ;;
    # JSON has no leading zeros.
    *) say_n=${2#"${2%%[1-9]*}"}; Entry "$1" "${say_n:-0}" ;;
  esac
}

say_bool() {
  case $2 in
    true | false) Entry "$1" "$2" ;;
    *) Fail "the script said \"$2\" for $1, which is true or false" ;;
  esac
}

begin_object() { J="$J$Jsep${1:+\"$1\":}{"; Jsep=; Jclose="}$Jclose"; }
begin_list() { J="$J$Jsep${1:+\"$1\":}["; Jsep=; Jclose="]$Jclose"; }
end_object() { J="$J}"; Jsep=,; Jclose=${Jclose#?}; }
end_list() { J="$J]"; Jsep=,; Jclose=${Jclose#?}; }
capture_undo() { begin_object undo; }
warn() { begin_list warnings; say_text '' "$1"; end_list; }
