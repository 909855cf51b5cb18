Probe() { say_conditions; }

Apply() {
  [ "$1" = run ] || Fail "command has no action $1"
  set --
  a_at=0
  while [ "$((a_at += 1))" -le "$p_argv_n" ]; do
    item argv "$a_at"
    set -- "$@" "$it"
  done
  find_program "$1"
  shift
  run_script=
  run_program "$program" "$@"
  say_run "$program"
}
