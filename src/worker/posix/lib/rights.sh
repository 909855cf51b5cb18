# Whether this account may do what a task would do to a file or folder: for probes. Needs: files. Only built-ins, but where an owner is asked for that
# a file does not have. Nothing is said where nothing speaks against it.

# Why nothing can be put into the place of $1, nor taken from it: `closed`, what that is about and the reason.
say_closed() {
  nearest_folder "${1%/*}"
  if [ ! -w "$above" ]; then r_at=$above r_why="$above cannot be written by this account, or is read-only"
  elif [ "$gorun_uid" != 0 ] && [ -k "$above" ] && [ -e "$1" ] && is_foreign "$above" && is_foreign "$1"; then
    r_at=$1 r_why="$1 belongs to another account, and $above lets nobody else replace or remove it (sticky bit)"
  else return 0
  fi
  begin_object closed
  say_text at "$r_at"
  say_text why "$r_why"
  end_object
}

# shellcheck disable=SC3067
is_foreign() { [ ! -O "$1" ]; }

# What is there cannot be written: `fixed`. To root that means a read-only file system, or a file that nobody may change.
say_fixed() { [ ! -e "$1" ] || [ -w "$1" ] || say_bool fixed true; }

# Of any account but root: its number.
say_account() { [ "$gorun_uid" = 0 ] || say_number account "$gorun_uid"; }

# Whether p_owner or p_group are others than those of what file_facts has just looked at.
owner_differs() {
  case ${p_owner-} in '' | "$f_owner" | "$f_uid") ;; *) return 0 ;; esac
  case ${p_group-} in '' | "$f_group" | "$f_gid") return 1 ;; esac
}

# Why files of this account cannot be given to p_owner and p_group: `unowned`, the reason and what to do.
say_unowned() {
  [ -n "${p_owner-}${p_group-}" ] || return 0
  [ "${memo_owner_of-}" = "${p_owner-}:${p_group-}" ] || look_for_owner
  [ -n "$memo_unowned" ] || return 0
  begin_object unowned
  say_text why "$memo_unowned"
  say_text fix "$memo_unowned_fix"
  end_object
}

look_for_owner() {
  memo_owner_of=${p_owner-}:${p_group-} memo_unowned= memo_unowned_fix='Use become: true, or connect as root.'
  if is_unknown user "${p_owner-}"; then
    memo_unowned="there is no account $p_owner on this host" memo_unowned_fix='Make it first, or mend `owner`.'
  elif is_unknown group "${p_group-}"; then
    memo_unowned="there is no group $p_group on this host" memo_unowned_fix='Make it first, or mend `group`.'
  elif [ "$gorun_uid" = 0 ]; then :
  elif [ -n "${p_owner-}" ] && [ "$p_owner" != "$gorun_uid" ] && [ "$(id -u "$p_owner" 2>/dev/null)" != "$gorun_uid" ]; then
    memo_unowned="only root may give files to $p_owner"
  elif [ -n "${p_group-}" ]; then
    case " $(id -G) $(id -Gn 2>/dev/null) " in
      *" $p_group "*) ;;
      *) memo_unowned="this account is not in the group $p_group, so only root may give files to it" ;;
    esac
  fi
}

# Whether the host has no user or group ($1) of that name. A find that cannot ask for that tells nothing.
is_unknown() {
  case $2 in *[!0-9]*) ;; *) return 1 ;; esac
  ! find / -prune "-$1" "$2" >/dev/null 2>&1 && find / -prune "-$1" 0 >/dev/null 2>&1
}
