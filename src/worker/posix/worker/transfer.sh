# Files in pieces, where the connection has no file transfer of its own.

Size_of() { size=$(wc -c <"$1"); size=$((size)); }

From_base64() {
  if has base64; then base64 -d
  elif has openssl; then openssl base64 -d -A
  else Fail 'the host has neither base64 nor openssl' 'Install one of them (coreutils).'
  fi
}

# p_path, p_offset, p_data (Base64), p_temporary. The temporary name lies beside the target, so that the last rename is atomic.
Own_put() {
  u_folder=${p_temporary%/*}
  [ -d "$u_folder" ] || u_said=$(mkdir -p -- "$u_folder" 2>&1) || Fail "$u_folder cannot be made: ${u_said##*: }"
  if [ "$p_offset" = 0 ]; then
    u_said=$(umask 077; { printf %s "$p_data" | From_base64 >"$p_temporary"; } 2>&1) || Fail "$p_temporary cannot be written: ${u_said##*: }"
  else
    Size_of "$p_temporary"
    if [ "$size" -gt "$p_offset" ]; then
      # Asked for again after a drop: what was written of it goes first.
      head -c "$p_offset" <"$p_temporary" >"$p_temporary.cut" && mv -f -- "$p_temporary.cut" "$p_temporary"
    elif [ "$size" -lt "$p_offset" ]; then
      Fail "$p_temporary is shorter than what was sent of it"
    fi
    u_said=$({ printf %s "$p_data" | From_base64 >>"$p_temporary"; } 2>&1) || Fail "$p_temporary cannot be written: ${u_said##*: }"
  fi
  Size_of "$p_temporary"
  say_number written "$((size - p_offset))"
}

# What another account put to a place of its own: a copy of ours is made beside the target.
Take_over() {
  u_copy=$p_path.gorun-${p_temporary##*-}
  u_said=$(umask 077; mkdir -p -- "${p_path%/*}/" 2>&1 && { cat -- "$p_temporary" >"$u_copy"; } 2>&1) || {
    rm -f -- "$u_copy"
    Fail "$u_copy cannot be written: ${u_said##*: }"
  }
  rm -f -- "$p_temporary"
  p_temporary=$u_copy
}

# p_temporary, p_path, p_sha256 (of the whole), p_foreign: another account's.
Own_end() {
  # Asked for again after a drop, when the rename had been done: the target then is what was wanted.
  if [ ! -e "$p_temporary" ] && [ -f "$p_path" ]; then
    sha256_of "$p_path"
    if [ "$sha256" = "$p_sha256" ]; then
      say_text path "$p_path"
      return
    fi
  fi
  [ "${p_foreign-}" != true ] || [ ! -f "$p_temporary" ] || Take_over
  [ -f "$p_temporary" ] || Fail "$p_temporary is not there" 'Look for what clears that folder.'
  sha256_of "$p_temporary"
  if [ "$sha256" != "$p_sha256" ]; then
    rm -f -- "$p_temporary"
    Fail "what arrived for $p_path has another checksum than what was sent"
  fi
  [ ! -d "$p_path" ] || Fail "$p_path is a folder"
  u_said=$(mkdir -p -- "${p_path%/*}/" 2>&1 && mv -f -- "$p_temporary" "$p_path" 2>&1) || {
    rm -f -- "$p_temporary"
    Fail "$p_path cannot be replaced: ${u_said##*: }"
  }
  say_text path "$p_path"
}

# p_path, p_offset, p_length: a whole number of p_length before it. `size` is that of the whole file; `sha256` of it comes with offset 0.
Own_get() {
  [ -f "$p_path" ] || Fail "$p_path is no file"
  [ -r "$p_path" ] || Fail "$p_path cannot be read by this account" 'Use become, or another account.'
  Size_of "$p_path"
  say_number size "$size"
  if [ "$p_offset" = 0 ]; then
    sha256_of "$p_path"
    say_text sha256 "$sha256"
  fi
  if has base64; then
    u_data=$(dd bs="$p_length" skip="$((p_offset / p_length))" count=1 <"$p_path" 2>/dev/null | base64 | tr -d '\n')
  else
    u_data=$(dd bs="$p_length" skip="$((p_offset / p_length))" count=1 <"$p_path" 2>/dev/null | openssl base64 -A)
  fi
  say_json data "\"$u_data\""
}
