# Runs a program as a neutral bystander would: nothing of a module around it, PATH as a new login has it, no toolchain switching.
verify_neutral() {
  cd -- "$1" || exit 126
  shift
  own_locale
  unset GOFLAGS GO111MODULE GOROOT
  [ -z "$login_goroot" ] || { GOROOT=$login_goroot; export GOROOT; }
  PATH=$login_path GOTOOLCHAIN=local GOWORK=off
  export PATH GOTOOLCHAIN GOWORK
  exec "$@"
}

# The object $1: $2 is the exit code of a program, `late` where it was ended, $3 what it said.
verify_end() {
  begin_object "$1"
  case $2 in
    '' | *[!0-9]*) say_null exitCode ;;
    *) say_number exitCode "$2" ;;
  esac
  if [ "$2" = late ]; then say_bool timedOut true; else say_bool timedOut false; fi
  say_text output "$3"
  end_object
}

# Runs a program in the folder $3 for at most $2 seconds; its first 64 KiB and its exit code become the object $1. What it says goes to a file: through
# a pipe, a process that it leaves behind would be waited for.
verify_run() {
  n_name=$1 n_limit=$2 n_folder=$3
  shift 3
  (verify_neutral "$n_folder" "$@") >"$neutral/said" 2>&1 </dev/null 5>&- &
  n_pid=$!
  (
    trap 'kill "$n_nap" 2>/dev/null; exit 0' TERM
    sleep "$n_limit" &
    n_nap=$!
    wait "$n_nap"
    trap '' TERM
    Stop_tree "$n_pid"
    exit 99
  ) </dev/null >/dev/null 2>&1 5>&- &
  n_watch=$!
  {
    wait "$n_pid"
    n_code=$?
    kill "$n_watch"
    wait "$n_watch"
    [ "$?" != 99 ] || n_code=late
  } 2>/dev/null
  verify_end "$n_name" "$n_code" "$(head -c 65536 <"$neutral/said" | tr -d '\000')"
}

# A folder that nothing else uses and programs can run in: gorun's own, where /tmp may be mounted noexec.
verify_folder() {
  [ -z "${neutral-}" ] || return 0
  neutral=$GORUN_STATE/tmp/verify.$$
  (umask 077; mkdir -p -- "$GORUN_STATE/tmp" && mkdir -- "$neutral") 2>/dev/null && return
  neutral=$(mktemp -d 2>/dev/null) || Fail 'no folder for a small program can be made' 'Look for a full or read-only disk.'
}

# Needs what an upgrade with left-over files breaks: the runtime and the compiler. The cache is its own, so that nothing old answers.
verify_compile() {
  {
    mkdir -- "$neutral/program" "$neutral/tmp" &&
      printf 'module gorun.invalid/verify\n' >"$neutral/program/go.mod" &&
      printf 'package main\n\nfunc main() { println("gorun compiled this") }\n' >"$neutral/program/main.go"
  } 2>/dev/null || { verify_clear; Fail "$neutral cannot be written" 'Look for a full or read-only disk.'; }
  verify_run compile "$p_compile" "$neutral/program" env GOCACHE="$neutral/cache" TMPDIR="$neutral/tmp" GOPROXY=off CGO_ENABLED=0 \
    sh -c '"$1" build -o ./verify . && exec ./verify' sh "$memo_go_file"
}

verify_clear() { rm -rf -- "$neutral"; neutral=; }

# A program by its path or along the PATH of a new login, in $found; empty where there is none.
verify_program() {
  found=
  case $1 in
    */*) [ ! -x "$1" ] || found=$1 ;;
    *)
      f_rest=$login_path:
      while [ -n "$f_rest" ]; do
        f_entry=${f_rest%%:*}
        f_rest=${f_rest#*:}
        [ -n "$f_entry" ] && [ -f "$f_entry/$1" ] && [ -x "$f_entry/$1" ] || continue
        found=$f_entry/$1
        return
      done
      ;;
  esac
}

# The command of the task: its arguments are numbered variables.
verify_command() {
  verify_program "$p_command_argv_1"
  if [ -z "$found" ]; then
    say_null command
    return
  fi
  set -- "$found"
  v_at=1
  while [ "$((v_at += 1))" -le "$p_command_argv_n" ]; do
    item command_argv "$v_at"
    set -- "$@" "$it"
  done
  verify_run command "$p_command_limit" "$neutral" "$@"
}

Probe() {
  say_go
  neutral=
  if [ -n "$memo_go_file" ]; then
    # The exit code stands behind what it said.
    v_said=$({ (verify_neutral / "$memo_go_file" version) 2>&1; printf '\n%s' "$?"; } | tail -c 65536)
    verify_end reported "${v_said##*"$NL"}" "${v_said%"$NL"*}"
  else
    say_null reported
  fi
  [ -z "${p_compile-}${p_command_argv_1-}" ] || verify_folder
  if [ -n "$memo_go_file" ] && [ -n "${p_compile-}" ]; then verify_compile; else say_null compile; fi
  if [ -n "${p_command_argv_1+set}" ]; then verify_command; else say_null command; fi
  # A program of the task's own may have changed what was looked at.
  [ -z "${p_command_argv_1+set}" ] || looked=
  [ -z "$neutral" ] || verify_clear
}
