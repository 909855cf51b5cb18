Need_systemd() {
  has systemctl && [ -d /run/systemd/system ] || Fail 'this host does not run systemd' 'Use shell with what starts services there.'
}

# The properties of $1, as v_NAME; those that systemd does not know stay empty.
read_unit() {
  v_LoadState= v_ActiveState= v_SubState= v_UnitFileState= v_Type= v_CanReload= v_NeedDaemonReload= v_MainPID=0 v_Result=
  v_shown=$(systemctl show --property=LoadState,ActiveState,SubState,UnitFileState,Type,CanReload,NeedDaemonReload,MainPID,Result -- "$1" 2>&1) ||
    Fail "systemd does not tell of $1: ${v_shown##*"$NL"}"
  set -f
  IFS=$NL
  set -- $v_shown
  IFS=" $TAB$NL"
  set +f
  for v_line in "$@"; do
    v_value=${v_line#*=}
    case $v_line in
      LoadState=*) v_LoadState=$v_value ;;
      ActiveState=*) v_ActiveState=$v_value ;;
      SubState=*) v_SubState=$v_value ;;
      UnitFileState=*) v_UnitFileState=$v_value ;;
      Type=*) v_Type=$v_value ;;
      CanReload=*) v_CanReload=$v_value ;;
      NeedDaemonReload=*) v_NeedDaemonReload=$v_value ;;
      MainPID=*) v_MainPID=$v_value ;;
      Result=*) v_Result=$v_value ;;
    esac
  done
}

say_yes() { if [ "$2" = yes ]; then say_bool "$1" true; else say_bool "$1" false; fi; }

Probe() {
  Need_systemd
  read_unit "$p_unit"
  say_text unit "$p_unit"
  say_text load "$v_LoadState"
  say_text active "$v_ActiveState"
  say_text sub "$v_SubState"
  say_text file "$v_UnitFileState"
  say_text type "$v_Type"
  say_yes canReload "$v_CanReload"
  say_yes needsReload "$v_NeedDaemonReload"
  say_number pid "$v_MainPID"
}

# What systemd says of it, for people: the last lines of the journal where the account may read it.
say_journal() {
  has journalctl || return 0
  v_journal=$(journalctl --no-pager --quiet --output=cat --lines=10 --unit="$1" 2>/dev/null)
  [ -z "$v_journal" ] || say_text journal "$v_journal"
}

control() {
  v_said=$(systemctl --no-ask-password --no-pager --quiet "$@" 2>&1) && return
  case $v_said in
    *'nteractive authentication required'* | *'ccess denied'*) Fail "this account may not $1 units" 'Use become.' ;;
  esac
  shift $(($# - 1))
  say_journal "$1"
  Fail "systemctl says: ${v_said:-nothing}" "Look at \`systemctl status $1\` on the host, and at failure.detail.journal."
}

# A service of the type simple counts as started before its program has got anywhere.
Came_up() {
  sleep 0.2 2>/dev/null || sleep 1
  read_unit "$1"
  case $v_ActiveState in
    active | reloading | activating) return ;;
    inactive) [ "$v_Type" != oneshot ] && [ "$v_Result" != success ] || return 0 ;;
  esac
  say_text state "$v_ActiveState"
  say_text result "$v_Result"
  say_journal "$1"
  Fail "$1 was started and is $v_ActiveState (${v_Result:-no result})" "Look at \`systemctl status $1\` on the host, and at failure.detail.journal."
}

Apply() {
  Need_systemd
  case $1 in
    daemon-reload) control daemon-reload ;;
    start | restart)
      control "$1" -- "$p_unit"
      Came_up "$p_unit"
      ;;
    stop | reload | enable | disable | mask | unmask) control "$1" -- "$p_unit" ;;
    *) Fail "service has no action $1" ;;
  esac
}
