# What a folder holds: its fields, after its path was said.
say_go_facts() {
  version_in "$1"
  arch_in "$1"
  say_or_null version "$r_version"
  say_or_null arch "$r_arch"
  if [ -f "$1/bin/go" ] && [ -x "$1/bin/go" ]; then say_bool exe true; else say_bool exe false; fi
}

Probe() {
  say_system
  v_target=$p_root/go
  v_name=go$p_version.$g_os-${p_arch:-$g_arch}.tar.gz
  v_src=${p_src:-$GORUN_STATE/cache/$v_name}
  begin_object target
  say_text path "$v_target"
  v_kind= v_link=
  if [ -L "$v_target" ]; then v_kind=link; link_in "$v_target"; v_link=$link
  elif [ -d "$v_target" ]; then v_kind=folder
  elif [ -e "$v_target" ]; then v_kind=other
  fi
  say_or_null kind "$v_kind"
  say_or_null link "$v_link"
  say_go_facts "$v_target"
  v_there=$r_version
  # Only of interest where something is to be put in its place.
  package=
  [ "$v_kind" != folder ] || [ "$v_there" = "$p_version" ] || package_of "$v_target/bin/go"
  say_or_null package "$package"
  end_object
  begin_list versions
  for v_one in "$p_root"/go-versions/go[0-9]*; do
    [ -d "$v_one" ] || continue
    begin_object ''
    say_text path "$v_one"
    say_go_facts "$v_one"
    end_object
  done
  end_list
  begin_object src
  say_text path "$v_src"
  if [ -f "$v_src" ]; then
    say_bool exists true
    # What need not be unpacked may be of any size.
    if [ "$v_there" = "$p_version" ]; then say_number size 0; else size_of "$v_src"; say_number size "$f_size"; fi
  else
    say_bool exists false
    say_number size 0
  fi
  end_object
  begin_list lacks
  has tar || say_text '' tar
  has_decompressor || say_text '' gzip
  end_list
  if [ "$v_there" = "$p_version" ]; then say_number freeBytes 0
  else
    free_bytes "$p_root/go"
    say_number freeBytes "$free"
  fi
  nearest_folder "$p_root"
  if [ -w "$above" ]; then say_null unwritable; else say_text unwritable "$above cannot be written by this account, or is read-only"; fi
}

has_decompressor() { has gzip || has pigz || zstd_reads_gzip; }

# Not every zstd was built with zlib.

zstd_reads_gzip() {
  has zstd || return 1
  case $(zstd -vV 2>/dev/null) in
    *gzip*) ;;
    *) return 1 ;;
  esac
}

# The archive without its compression, by the quickest that the host has: of a program that unpacks Go this is half of the work, and gzip's own
# inflate takes half as long again as zlib's. Where what came out is not what went in, that is said on standard error.
damaged='its checksum is wrong or its end is missing'
decompress() {
  z_code= z_said=
  if has zstd; then
    { z_said=$(zstd -dcq <"$p_src" 2>&1 >&6); } 6>&1
    z_code=$?
    # One that was built without zlib says so before anything else.
    case $z_said in *'unsupported format'*) z_code= z_said= ;; esac
  fi
  if [ -n "$z_code" ]; then :
  elif has pigz; then pigz -dc <"$p_src"; z_code=$?
  else gzip -dc <"$p_src"; z_code=$?
  fi
  case $z_code in
    # 2 is a warning of gzip; the others are the end by a tar that reads no more, in the words of most shells and of ksh.
    0 | 2 | 141 | 269) ;;
    *) echo "${z_said:+$z_said: }$damaged" >&2 ;;
  esac
}

# Unpacks the archive beside its place, into $fresh/go, and looks at what came. All of it belongs to who unpacks it, whoever packed it.
unpack() {
  fresh=${p_target%/*}/.gorun-go.$$
  make_parent "$p_target"
  # Left by one that was cut short; the host is locked, so none of them still runs.
  for u_left in "${p_target%/*}"/.gorun-go.*; do [ ! -e "$u_left" ] || rm -rf -- "$u_left"; done
  u_said=$(mkdir -- "$fresh" 2>&1) || Fail_by_reason "$fresh cannot be made" "$u_said"
  # GNU's tar takes more at a time by that; others do not know the variable.
  u_said=$({ decompress | TAR_OPTIONS=-b128 tar -xof - -C "$fresh"; } 2>&1)
  u_code=$?
  case $u_said in *"$damaged"*) u_code=1 ;; esac
  version_in "$fresh/go"
  if [ "$u_code" != 0 ] || [ "$r_version" != "$p_version" ] || [ ! -x "$fresh/go/bin/go" ]; then
    free_bytes "$fresh"
    rm -rf -- "$fresh"
    [ "$free" -gt 1048576 ] || Fail "the disk is full: $p_src was not unpacked" 'Make room on that drive.'
    [ -z "$u_said" ] || Fail "$p_src cannot be unpacked: $u_said" 'Fetch it again; is it an archive of Go?'
    Fail "$p_src holds Go ${r_version:-of no known version}, not $p_version" 'Fetch it again; is it an archive of Go?'
  fi
  arch_in "$fresh/go"
  if [ "$r_arch" != "$p_arch" ]; then
    rm -rf -- "$fresh"
    Fail "$p_src holds a Go for ${r_arch:-no known processor}, not for $p_arch" 'Fetch it again; is it the right archive?'
  fi
  u_said=$(cd / && GOTOOLCHAIN=local GOROOT="$fresh/go" "$fresh/go/bin/go" version 2>&1) || {
    rm -rf -- "$fresh"
    # A Go that cannot begin prints its stack behind the reason.
    Fail "the go of $p_src does not run here: ${u_said%%"$NL"*}" 'Is it for this processor and system?'
  }
}

# The folder of what is to be made, told to the undo where it was missing.
make_parent() {
  made=
  [ -z "${1%/*}" ] || make_folder "${1%/*}"
  say_or_null folder "$made"
}

# Never a moment without a Go longer than that between two renames; and back where the second one fails.
exchange() {
  keep_aside "$p_target"
  m_said=$(mv -- "$fresh/go" "$p_target" 2>&1) || {
    [ -z "$kept" ] || mv -- "$kept" "$p_target"
    rm -rf -- "$fresh"
    Fail "$p_target cannot be put in place: ${m_said##*: }" 'The former Go is back in its place.'
  }
  rmdir -- "$fresh"
}

# A link in one step: a rename over the old one, where mv can be told not to follow it.
point() {
  if [ ! -e "$1" ] && [ ! -L "$1" ]; then
    s_said=$(ln -s -- "$2" "$1" 2>&1) || Fail_by_reason "$1 cannot be made" "$s_said"
    return
  fi
  s_new=$1.gorun-link
  [ ! -L "$s_new" ] || rm -f -- "$s_new"
  s_said=$(ln -s -- "$2" "$s_new" 2>&1) || Fail_by_reason "$s_new cannot be made" "$s_said"
  mv -Tf -- "$s_new" "$1" 2>/dev/null || mv -hf -- "$s_new" "$1" 2>/dev/null || {
    s_said=$(rm -f -- "$1" 2>&1 && mv -f -- "$s_new" "$1" 2>&1) || Fail_by_reason "$1 cannot be switched" "$s_said"
  }
}

# What a step kept goes back to its place; what stands there now was made by that step.
restore() {
  if [ -z "${p_kept-}" ]; then
    # Nobody knows how far the step came: where the former one still stands there, it did not come to that.
    version_in "$p_target"
    if [ -e "$p_target" ] && [ "$r_version" = "${p_former-}" ]; then return; fi
    find_kept "$p_target"
    p_kept=$kept
  fi
  [ -n "$p_kept" ] || return 0
  [ -e "$p_kept" ] || [ -L "$p_kept" ] || return 0
  if [ -L "$p_target" ]; then rm -f -- "$p_target"
  else rm -rf -- "$p_target"
  fi
  m_said=$(mv -- "$p_kept" "$p_target" 2>&1) || Fail "$p_target cannot be put back: ${m_said##*: }" "What was there is kept in $p_kept until the run ends."
}

# A folder that is in the way of the link becomes one of the versions, or is kept aside.
make_way() {
  [ ! -L "$p_target" ] && [ -d "$p_target" ] || return 0
  if [ -z "${p_adopt-}" ]; then keep_aside "$p_target"
  else
    make_parent "$p_adopt"
    m_said=$(mv -- "$p_target" "$p_adopt" 2>&1) || Fail_by_reason "$p_target cannot be moved to $p_adopt" "$m_said"
  fi
}

# Unless the folder came back already, or never went.
give_back() {
  [ ! -d "$p_target" ] || [ -L "$p_target" ] || return 0
  [ -d "$p_adopt" ] || Fail "$p_adopt is gone: $p_target cannot be put back" 'Unpack it again with go_archive.'
  rm -f -- "$p_target"
  m_said=$(mv -- "$p_adopt" "$p_target" 2>&1) || Fail "$p_target cannot be put back: ${m_said##*: }" "It is in $p_adopt."
}

Apply() {
  case $1 in
    replace)
      capture_undo
      unpack
      exchange
      say_or_null kept "$kept"
      end_object
      ;;
    restore)
      if [ "$p_had" = true ]; then restore
      else
        version_in "$p_target"
        # Where the step did not come to its end nothing is there, or something of somebody else.
        [ "$r_version" != "$p_version" ] || rm -rf -- "$p_target"
      fi
      unmake_folder "${p_target%/*}" "${p_folder-}"
      ;;
    switch)
      kept=
      capture_undo
      make_way
      point "$p_target" "$p_link"
      say_or_null kept "$kept"
      end_object
      ;;
    switch_back)
      if [ -n "${p_adopt-}" ]; then
        give_back
        unmake_folder "${p_adopt%/*}" "${p_folder-}"
      elif [ "$p_had" = true ]; then restore
      elif [ -n "${p_link-}" ]; then [ "$(readlink -- "$p_target")" = "$p_link" ] || point "$p_target" "$p_link"
      elif [ -L "$p_target" ] && [ "$(readlink -- "$p_target")" = "$p_made" ]; then rm -f -- "$p_target"
      fi
      ;;
    remove)
      keep_aside "$p_target"
      capture_undo
      say_or_null kept "$kept"
      end_object
      ;;
    put_back) restore ;;
    *) Fail "go_archive has no action $1" ;;
  esac
}
