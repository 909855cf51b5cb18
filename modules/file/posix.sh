# What the host or gorun cannot be without: the path as it is written, and as it is without links above it.
say_needed() {
  n_above=${1%/*}/
  n_real=$(cd -P -- "$n_above" 2>/dev/null && pwd -P)
  n_needed=false
  for n_path in "$1" "${n_real%/}/${1##*/}"; do
    case $n_path in
      / | /bin | /boot | /dev | /etc | /home | /lib | /lib32 | /lib64 | /libx32 | /media | /mnt | /opt | /proc | /root | /run | /sbin | /srv | /sys | /tmp | /usr | /var) n_needed=true ;;
      /dev/* | /proc/* | /sys/*) n_needed=true ;;
      /usr/bin | /usr/lib | /usr/lib64 | /usr/libexec | /usr/local | /usr/sbin | /usr/share | /var/lib | /var/log | /var/run | /var/tmp) n_needed=true ;;
      /etc/passwd | /etc/group | /etc/shadow | /etc/sudoers | /etc/fstab | /System | /System/* | /Library | /Users | /Applications | /private | /private/etc | /private/var) n_needed=true ;;
    esac
    case $GORUN_STATE/ in "${n_path%/}"/*) n_needed=true ;; esac
    case ${HOME:-/}/ in "${n_path%/}"/*) n_needed=true ;; esac
  done
  case ${n_real%/}/${1##*/} in "$GORUN_STATE"/receipts* | "$GORUN_STATE"/lock* | "$GORUN_STATE"/kept* | "$GORUN_STATE"/tmp*) n_needed=true ;; esac
  say_bool needed "$n_needed"
}

Probe() {
  trim_path "$p_path"
  s_follow=
  case $p_state in link | absent) ;; *) s_follow=-L ;; esac
  file_facts "$trimmed" $s_follow
  say_text path "$trimmed"
  say_or_null kind "$f_kind"
  if [ "$f_kind" = link ]; then say_text link "$(readlink -- "$trimmed")"; else say_null link; fi
  if [ -n "${p_src-}" ] && [ -e "$p_src" ]; then say_bool leads true; else say_bool leads false; fi
  look_above "$trimmed"
  say_number missing "$a_missing"
  say_or_null obstacle "$a_obstacle"
  say_account
  say_closed "$trimmed"
  if [ -z "$f_kind" ] || owner_differs; then say_unowned; fi
  say_needed "$trimmed"
  if [ "$p_state" = touch ] && [ "$f_kind" = file ] && [ -r "$trimmed" ]; then
    sha256_of "$trimmed"
    say_number size "$f_size"
    say_text sha256 "$sha256"
  else
    say_null size
    say_null sha256
  fi
  if [ -n "$f_kind" ] && [ "$f_kind" != link ]; then
    say_attributes
    say_fixed "$trimmed"
  fi
}

attribute_path() { set_attributes "$1" "${p_mode-}" "${p_owner-}" "${p_group-}"; }

# Each folder that is made gets what is wanted of the last one.
make_folders() {
  make_folder "$1"
  [ -n "$made" ] || return 0
  m_at=$1
  while :; do
    attribute_path "$m_at"
    [ "$m_at" != "$made" ] || return 0
    m_at=${m_at%/*}
  done
}

make_file() {
  m_above=${p_path%/*}
  made=
  [ -z "$m_above" ] || make_folder "$m_above"
  say_or_null made "$made"
  m_said=$( { set -C; : >"$p_path"; } 2>&1) || Fail_by_reason "$p_path cannot be made" "$m_said"
  attribute_path "$p_path"
}

# What was made goes again; what somebody has put there since stays.
unmake() {
  if [ -n "${p_file-}" ] && [ -f "$p_path" ]; then
    sha256_of "$p_path"
    [ "$sha256" = "$p_file" ] || Fail "$p_path was changed by somebody else meanwhile; it was left as it is" 'Remove it by hand.'
    rm -f -- "$p_path"
  fi
  [ -z "${p_made-}" ] || remove_made "$p_made"
}

# A file with the times of another: that way fractions of seconds stay as well.
keep_times() {
  state_folder kept
  k_serial=$((${k_serial-0} + 1))
  times=$folder/$$.$id.$n.$k_serial.times
  touch -r "$1" -- "$times" || Fail "$times cannot be written"
}

same_times() {
  file_facts "$1" -L
  t_changed=${f_identity#*:*:*:}
  file_facts "$2"
  [ "$t_changed" = "${f_identity#*:*:*:}" ]
}

touch_path() {
  t_said=$(touch "$@" 2>&1) || Fail "the times of $p_path cannot be set: ${t_said##*: }" 'Use become, or another account.'
}

# The link in the place of what is there, at once where mv can do that.
put_link() {
  l_new=$2.gorun-$$
  rm -f -- "$l_new"
  l_said=$(ln -s -- "$1" "$l_new" 2>&1) || Fail_by_reason "the link $2 cannot be made" "$l_said"
  mv -fT -- "$l_new" "$2" 2>/dev/null && return
  # A mv that does not know -T would move it into a folder that the former link leads to.
  rm -f -- "$2"
  l_said=$(mv -f -- "$l_new" "$2" 2>&1) || Fail_by_reason "the link $2 cannot be made" "$l_said"
}

make_link() {
  capture_undo
  made=
  l_above=${p_path%/*}
  [ -z "$l_above" ] || make_folder "$l_above"
  say_or_null made "$made"
  if [ "$p_replace" = true ]; then
    keep_aside "$p_path"
    say_or_null kept "$kept"
  fi
  end_object
  put_link "$p_src" "$p_path"
}

unmake_link() {
  [ ! -L "$p_path" ] || [ "$(readlink -- "$p_path")" = "$p_src" ] || [ "$(readlink -- "$p_path")" = "${p_former-}" ] ||
    Fail "$p_path was changed by somebody else meanwhile; it was left as it is" 'Mend it by hand.'
  if [ -n "${p_former-}" ]; then
    [ "$(readlink -- "$p_path")" = "$p_former" ] || put_link "$p_former" "$p_path"
    return
  fi
  [ ! -L "$p_path" ] || rm -f -- "$p_path"
  [ -z "${p_kept-}" ] || bring_back
  [ -z "${p_made-}" ] || remove_made "$p_made"
}

bring_back() {
  [ -e "$p_kept" ] || [ -L "$p_kept" ] || return 0
  if [ -e "$p_path" ] || [ -L "$p_path" ]; then
    say_text kept "$p_kept"
    Fail "$p_path was made anew by somebody else meanwhile; it was left as it is" 'What was there is kept until the run ends.'
  fi
  put_in_place "$p_kept" "$p_path"
}

Apply() {
  case $1 in
    make-folder)
      capture_undo
      make_folders "$p_path"
      say_or_null made "$made"
      end_object
      ;;
    make-file)
      capture_undo
      make_file
      end_object
      ;;
    unmake) unmake ;;
    attributes) [ ! -e "$p_path" ] || mend_attributes "$p_path" "${p_mode-}" "${p_owner-}" "${p_group-}" ;;
    touch)
      capture_undo
      keep_times "$p_path"
      say_text times "$times"
      end_object
      touch_path -c -- "$p_path"
      ;;
    times) [ -z "${p_times-}" ] || [ ! -e "$p_times" ] || same_times "$p_path" "$p_times" || touch_path -c -r "$p_times" -- "$p_path" ;;
    link) make_link ;;
    unlink) unmake_link ;;
    remove)
      capture_undo
      keep_aside "$p_path"
      say_or_null kept "$kept"
      end_object
      ;;
    restore) [ -z "${p_kept-}" ] || bring_back ;;
    *) Fail "file has no action $1" ;;
  esac
}
