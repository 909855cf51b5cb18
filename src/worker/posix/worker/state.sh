# For check mode, which makes nothing: whether gorun's folder could be written.
Own_state() {
  s_at=$GORUN_STATE
  until [ -d "$s_at" ]; do
    case $s_at in
      */?*) s_at=${s_at%/*} ;;
      *) s_at=/ ;;
    esac
    s_at=${s_at:-/}
  done
  [ ! -w "$s_at" ] || return 0
  say_text at "$s_at"
  s_said=
  [ "$s_at" = "$GORUN_STATE" ] || s_said=": $s_at cannot be written by this account, or is read-only"
  Fail "gorun's folder $GORUN_STATE cannot be written$s_said" 'Let this account write there, or use become.'
}
