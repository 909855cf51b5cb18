# What steps moved aside, so that they can be taken back: files and folders in kept\, files that were sent and not yet put in
# place in incoming\. They go when the run gives the host back, at the latest when another run takes it.

# A file or a folder with all in it; a link is removed, what it leads to is not touched.
function Remove-Tree([string]$path) {
  try { $attributes = [int][IO.File]::GetAttributes($path) } catch { return }
  # 1: read-only, 16: folder, 1024: link.
  if ($attributes -band 1) { [IO.File]::SetAttributes($path, [IO.FileAttributes]($attributes -band -bnot 1)) }
  if (-not ($attributes -band 16)) { [IO.File]::Delete($path); return }
  if (-not ($attributes -band 1024)) { foreach ($one in [IO.Directory]::GetFileSystemEntries($path)) { Remove-Tree $one } }
  [IO.Directory]::Delete($path, $false)
}

# While the lock is held, and at once: what stands there afterwards is of whoever takes the lock next.
function Set-KeptFree([string]$root) {
  foreach ($name in 'kept', 'incoming') {
    $folder = [IO.Path]::Combine($root, $name)
    if (-not [IO.Directory]::Exists($folder)) { continue }
    try { [IO.Directory]::Move($folder, "$folder.free-$([Guid]::NewGuid().ToString('N'))") }
    catch { Remove-Entries $folder }
  }
}

# *.at names what had to stay on its own volume. What cannot be removed now stays for the next time.
function Remove-Entries([string]$folder) {
  foreach ($one in [IO.Directory]::GetFileSystemEntries($folder)) {
    try {
      if ($one.EndsWith('.at', [StringComparison]::Ordinal)) { Remove-Tree ([IO.File]::ReadAllText($one)) }
      Remove-Tree $one
    } catch { }
  }
}

function Clear-FreeKept([string]$root) {
  foreach ($pattern in 'kept.free-*', 'incoming.free-*') {
    foreach ($folder in [IO.Directory]::GetDirectories($root, $pattern)) {
      Remove-Entries $folder
      try { [IO.Directory]::Delete($folder, $false) } catch { }
    }
  }
}
