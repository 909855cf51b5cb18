# Programs of the playbook: started without a shell of ours in between, what they write kept up to a limit.

# Whether what a task creates or removes is there: p_creates, p_removes.
say_conditions() {
  for r_which in creates removes; do
    if [ "$r_which" = creates ]; then r_place=${p_creates-}; else r_place=${p_removes-}; fi
    if [ -n "$r_place" ] && { [ -e "$r_place" ] || [ -L "$r_place" ]; }; then say_bool "$r_which" true; else say_bool "$r_which" false; fi
  done
}

# The file that the name stands for, in $program; looked for as exec does it, for `command -v` finds functions and what is built into shells.
find_program() {
  program=
  case $1 in
    */*)
      program=$1
      case $1 in /*) ;; *) program=${p_chdir:-}/$1 ;; esac
      if [ -d "$program" ]; then Fail "$1 is a folder, no program" 'Give the path of the program.'; fi
      [ -e "$program" ] || Fail "there is no program $program" 'Give its full path, or install it first.'
      [ -x "$program" ] || Fail "$program cannot be run by this account" 'Give it a mode that lets it be run, or use become.'
      return
      ;;
  esac
  IFS=:
  set -f
  set -- "$1" $PATH
  set +f
  IFS=" $TAB$NL"
  g_name=$1
  shift
  for g_folder in "$@"; do
    if [ -f "${g_folder:-.}/$g_name" ] && [ -x "${g_folder:-.}/$g_name" ]; then
      program=${g_folder:-.}/$g_name
      return
    fi
  done
  case $g_name in
    cd | export | set | source | . | : | type | ulimit | umask | unset | alias | eval | exec | exit | if | for | while | case)
      Fail "$g_name is part of a shell, no program" 'Use the module shell.' ;;
  esac
  Fail "$g_name is not found in PATH" 'Give its full path, or install it first.'
}

# What comes in, up to a limit, into $2; the rest is read and forgotten, so that neither memory nor disk fills. cat writes at once what it reads,
# and a file that may not grow ends it (a MiB and some more: units of 512 bytes, in bash of 1024). $2.cut tells that something is missing, $2.end
# that nothing comes any more, $2.full both.
keep_output() {
  for k_file in "$2" "$2.cut" "$2.end"; do printf '' >"$k_file"; done
  {
    {
      (
        # shellcheck disable=SC3045
        ulimit -c 0
        if ulimit -f 2050; then exec cat >"$2"; fi
        head -c 1048577 >"$2" && exit 99
      )
      k_code=$?
      case $k_code in 0 | 99) ;; *) echo cut >"$2.cut" ;; esac
      [ "$k_code" = 0 ] || cat >/dev/null
    } <"$1"
    # The pipe is closed by now: the next program must not take this for its reader.
    echo end >"$2.end"
    # A full disk takes no word any more, but a file without one.
    [ -s "$2.end" ] || : >"$2.full"
  } 2>/dev/null 5>&- &
}

# Until both outputs are whole; who was left behind in the background may hold them open for ever. At first for no longer than a program takes to start.
await_outputs() {
  r_tries=0
  until has_ended output && has_ended errors; do
    r_tries=$((r_tries + 1))
    if [ "$r_tries" -lt 100 ]; then continue; fi
    if [ "$r_tries" -lt 120 ]; then sleep 0.004 2>/dev/null || Nap; else Nap; fi
    [ "$r_tries" -lt 140 ] || { printf '' >"$said/left"; return; }
  done
}

has_ended() { [ -s "$said/$1.end" ] || [ -e "$said/$1.full" ]; }

# A folder with two pipes, in $said: that of the program before, unless somebody may still write into its pipes (`left`).
said_folder() {
  s_number=1
  while :; do
    said=$said_at.$s_number
    [ -d "$said" ] || break
    if [ ! -e "$said/left" ] && [ -s "$said/output.end" ] && [ -s "$said/errors.end" ]; then return; fi
    s_number=$((s_number + 1))
  done
  state_folder tmp
  s_said=$(umask 077; mkdir -- "$said" 2>&1) || { s_folder=$said said=; Fail "$s_folder cannot be made: ${s_said##*: }"; }
  mkfifo "$said/out" "$said/err" || Fail "$said takes no pipes" 'Let gorun keep its folder on another file system (GORUN_STATE).'
}

# The program "$@" with p_chdir and p_stdin; it finds $run_script, if there is any, on descriptor 3. Its exit code in $rc, how long it ran in
# $run_ms; what it wrote is in the files output and errors of the folder $said.
run_program() {
  [ -z "${p_chdir-}" ] || [ -d "$p_chdir" ] || Fail "the folder to run in does not exist: $p_chdir"
  said_folder
  Clock
  r_began=$clock
  keep_output "$said/out" "$said/output"
  keep_output "$said/err" "$said/errors"
  if [ -n "${p_stdin+set}" ]; then
    printf %s "$p_stdin" 2>/dev/null | start_program "$@" >"$said/out" 2>"$said/err"
  else
    start_program "$@" >"$said/out" 2>"$said/err" </dev/null
  fi
  rc=$?
  run_script=
  await_outputs
  Clock
  run_ms=$(((clock - r_began) * 10))
}

start_program() {
  if [ -z "$run_script" ]; then Exec_program "$@"; return; fi
  { printf %s "$run_script" 2>/dev/null 4<&- | Exec_program "$@" 3<&0 0<&4 4<&-; } 4<&0
}

Exec_program() (
  exec 5>&-
  # The shell's own functions and variables end here.
  own_locale
  if [ -n "${p_chdir-}" ]; then cd -- "$p_chdir" || exit 126; fi
  exec "$@"
)

# What is shown of one output, as the field $1 of the value.
say_output() {
  # Longer than what is kept, or the disk is full.
  if [ -s "$2.cut" ] || [ -e "$2.full" ]; then run_truncated=true; fi
  text=
  if [ -s "$2" ]; then
    o_size=$(($(wc -c <"$2")))
    [ "$o_size" -le 1048576 ] || run_truncated=true
    if [ "$o_size" -gt 1000 ] || ! text_of "$2" "$o_size"; then
      text=$(head -c 1048576 <"$2" | tr -d '\000'; echo .)
      text=${text%.}
    fi
  fi
  o_text=$text
  say_text "$1" "$o_text"
}

# The value of a program that has run; p_ok_codes are those that are no failure. $1: its name for people.
say_run() {
  r_ok=false
  r_at=0
  while [ "$((r_at += 1))" -le "$p_ok_codes_n" ]; do
    item ok_codes "$r_at"
    [ "$it" != "$rc" ] || r_ok=true
  done
  [ "$r_ok" = false ] || begin_object data
  run_truncated=false
  say_number rc "$rc"
  say_output stdout "$said/output"
  r_stdout=$o_text
  say_output stderr "$said/errors"
  say_bool truncated "$run_truncated"
  say_number ms "$run_ms"
  if [ "$r_ok" = true ]; then
    end_object
    return
  fi
  last_line "$o_text"
  [ -n "$last" ] || last_line "$r_stdout"
  Fail "$1 ended with exit code $rc${last:+: $last}" 'See failure.detail.stdout and stderr; `ok_codes` names other codes that are no failure.'
}

# The last line that has anything but blanks, at most 300 bytes of it, in $last.
last_line() {
  last=${1%"${1##*[! $TAB$NL]}"}
  last=${last##*"$NL"}
  last=${last#"${last%%[! $TAB]*}"}
  [ "${#last}" -le 300 ] || last=$(printf %s "$last" | head -c 300)
}
