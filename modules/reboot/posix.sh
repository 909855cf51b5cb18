# Another one after each start: of the kernel, or of process 1 where a container is restarted.
Boot() {
  if [ -r /proc/sys/kernel/random/boot_id ]; then
    IFS= read -r b_id </proc/sys/kernel/random/boot_id
    process_start 1
    b_id=$b_id:$started
  else
    b_id=$(sysctl -n kern.boottime 2>/dev/null || who -b)
  fi
}

Probe() {
  Boot
  say_text boot "$b_id"
  begin_list reasons
  for b_file in /run/reboot-required /var/run/reboot-required; do
    [ -e "$b_file" ] || continue
    b_packages=
    [ ! -r "$b_file.pkgs" ] || b_packages=$(sort -u <"$b_file.pkgs" | head -n 5 | tr '\n' ' ')
    say_text '' "packages${b_packages:+: ${b_packages% }}"
    break
  done
  if has needs-restarting; then
    needs-restarting -r >/dev/null 2>&1
    [ "$?" != 1 ] || say_text '' 'programs or libraries that run since before their upgrade'
  fi
  end_list
}

# Goes on when the connection has ended, and not before the answer has gone out.
Restart() {
  [ "$gorun_uid" = 0 ] || Fail 'only root may restart the host' 'Use become.'
  has shutdown || has systemctl || has reboot || Fail 'the host has neither shutdown, systemctl nor reboot'
  # Asked again because the connection broke under the first word of it: that restart was it.
  Boot
  [ "$b_id" = "$p_boot" ] || return 0
  b_delay=$p_delay
  [ "$b_delay" -ge 1 ] || b_delay=1
  (
    trap '' HUP
    sleep "$b_delay"
    shutdown -r now "$p_msg" || systemctl reboot || reboot
  ) </dev/null >/dev/null 2>&1 5>&- &
}

Test() {
  set --
  b_at=0
  while [ "$((b_at += 1))" -le "$p_argv_n" ]; do
    item argv "$b_at"
    set -- "$@" "$it"
  done
  find_program "$1"
  shift
  run_script=
  run_program "$program" "$@"
  [ "$rc" = 0 ] || Fail "it ended with exit code $rc"
}
