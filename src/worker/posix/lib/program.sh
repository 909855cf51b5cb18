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
# and a file that may not grow ends it (a MiB and some more: units of 512 bytes, in bash of 1024).
keep_output() {
  {
    (
      # shellcheck disable=SC3045
      ulimit -c 0
      if ulimit -f 2050; then exec cat >"$2"; else exec head -c 1048577 >"$2"; fi
    ) || : >"$2.cut"
    cat >/dev/null
    : >"$2.end"
  } <"$1" 2>/dev/null 5>&- &
}

# Until both outputs are whole; who was left behind in the background may hold them open for ever.
await_outputs() {
  r_tries=0
  until [ -e "$scratch/output.end" ] && [ -e "$scratch/errors.end" ]; do
    r_tries=$((r_tries + 1))
    if [ "$r_tries" -lt 20 ]; then sleep 0.004 2>/dev/null || Nap; else Nap; fi
    [ "$r_tries" -lt 40 ] || return 0
  done
}

# The program "$@" with p_chdir and p_stdin; it finds $run_script, if there is any, on descriptor 3. Its exit code in $rc, how long it ran in
# $run_ms; what it wrote is in the files output and errors of the scratch folder.
run_program() {
  scratch
  [ -z "${p_chdir-}" ] || [ -d "$p_chdir" ] || Fail "the folder to run in does not exist: $p_chdir"
  r_runs=$((${r_runs-0} + 1))
  # Who was left behind by a former program of the same request may still write into what that one had.
  [ "$r_runs" = 1 ] || for r_kept in "$scratch/output" "$scratch/errors"; do rm -f -- "$r_kept" "$r_kept.end" "$r_kept.cut"; done
  mkfifo "$scratch/out.$r_runs" "$scratch/err.$r_runs" || Fail "$scratch takes no pipes" 'Let gorun keep its folder on another file system (GORUN_STATE).'
  : >"$scratch/output"
  : >"$scratch/errors"
  Clock
  r_began=$clock
  keep_output "$scratch/out.$r_runs" "$scratch/output"
  keep_output "$scratch/err.$r_runs" "$scratch/errors"
  if [ -n "${p_stdin+set}" ]; then
    printf %s "$p_stdin" 2>/dev/null | start_program "$@" >"$scratch/out.$r_runs" 2>"$scratch/err.$r_runs"
  else
    start_program "$@" >"$scratch/out.$r_runs" 2>"$scratch/err.$r_runs" </dev/null
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
  o_size=$(($(wc -c <"$2")))
  # Longer than what is kept, or the disk is full.
  [ ! -e "$2.cut" ] || run_truncated=true
  if [ "$o_size" -gt 1048576 ]; then
    run_truncated=true
    o_text=$(head -c 1048576 <"$2" | tr -d '\000'; echo .)
  else
    o_text=$(tr -d '\000' <"$2"; echo .)
  fi
  o_text=${o_text%.}
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
  say_output stdout "$scratch/output"
  r_stdout=$o_text
  say_output stderr "$scratch/errors"
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
