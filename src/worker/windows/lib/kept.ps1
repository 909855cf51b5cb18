# Moving files and folders aside, and back: how a step that replaces or removes them can be undone. Needs: files.

# Where a path can be moved to without being copied; what is there when the run ends is freed by the worker.
function Get-KeptPlace([string]$path) {
  $folder = Get-StateFolder 'kept'
  $name = [Guid]::NewGuid().ToString('N')
  $place = [IO.Path]::Combine($folder, $name)
  if ([IO.Path]::GetPathRoot($path) -eq [IO.Path]::GetPathRoot($folder)) { return $place }
  # A rename does not leave its volume.
  $beside = [IO.Path]::Combine([IO.Path]::GetDirectoryName($path), ".gorun-$name")
  [IO.File]::WriteAllText("$place.at", $beside)
  $beside
}

# Renames a file or a folder; the target must not be there.
function Move-Path([string]$from, [string]$to) {
  # 8: write through to the disk.
  if ((Get-Native)::MoveFileExW($from, $to, [uint32]8) -ne 0) { return }
  $code = [Runtime.InteropServices.Marshal]::GetLastWin32Error()
  $fix = $(if ($code -in 5, 32) { 'Close the programs that use it or a file in it, or connect as an account that may change it.' } else { $null })
  Fail-Call "$from cannot be moved: $([ComponentModel.Win32Exception]::new($code).Message)" @{ from = $from; to = $to; code = $code } $fix
}

# Takes a file or a folder away; returns where it is kept.
function Move-Aside([string]$path) {
  $kept = Get-KeptPlace $path
  Move-Path $path $kept
  $kept
}

# Puts a file in the place of another, which is kept; who may do what with it stays as it was. Returns where it is kept.
function Switch-File([string]$new, [string]$path) {
  $kept = Get-KeptPlace $path
  $attributes = [IO.File]::GetAttributes($path)
  $locked = [int]$attributes -band 1
  if ($locked) { [IO.File]::SetAttributes($path, [IO.FileAttributes]::Normal) }
  try { [IO.File]::Replace($new, $path, $kept, $true) }
  catch {
    if ($locked -and [IO.File]::Exists($path)) { [IO.File]::SetAttributes($path, $attributes) }
    Fail-Call "$path cannot be replaced: $(Get-Reason $_)" @{ path = $path } 'Close the program that uses the file, or connect as an account that may change it.'
  }
  if ($locked) { foreach ($one in $path, $kept) { [IO.File]::SetAttributes($one, $attributes) } }
  $kept
}

# Puts back what was kept; what stands in its place goes. Nothing kept any more: it is back already.
function Restore-Kept([string]$kept, [string]$path) {
  if (-not ([IO.File]::Exists($kept) -or [IO.Directory]::Exists($kept))) { return }
  Remove-Tree $path
  Move-Path $kept $path
}

# Makes a folder and those above it; the list of those that were not there, the outermost first.
function New-FolderPath([string]$path) {
  $made = [Collections.Generic.List[string]]::new()
  for ($one = $path; $one -and -not [IO.Directory]::Exists($one); $one = [IO.Path]::GetDirectoryName($one)) { $made.Insert(0, $one) }
  [void][IO.Directory]::CreateDirectory($path)
  , $made.ToArray()
}

# Removes folders that were made, the innermost first; one that somebody has put something into stays.
function Remove-MadeFolder($made) {
  $list = @($made)
  for ($n = $list.Length - 1; $n -ge 0; $n--) {
    if ([IO.Directory]::Exists($list[$n]) -and [IO.Directory]::GetFileSystemEntries($list[$n]).Length -eq 0) { [IO.Directory]::Delete($list[$n]) }
  }
}

# A path as it is on this host: variables expanded, whole, without a backslash at its end (but for a drive's).
function Get-FullPath([string]$path) {
  $full = [IO.Path]::GetFullPath([Environment]::ExpandEnvironmentVariables($path))
  if ($full.Length -gt [IO.Path]::GetPathRoot($full).Length) { $full.TrimEnd([char]92) } else { $full }
}

# file, folder or null.
function Get-PathKind([string]$path) {
  if ([IO.File]::Exists($path)) { return 'file' }
  if ([IO.Directory]::Exists($path)) { return 'folder' }
  $null
}

# What is above a path: how many of the nearest folders are missing, and a file that stands where a folder must be.
function Get-AboveFacts([string]$path) {
  $missing = 0
  $above = [IO.Path]::GetDirectoryName($path)
  while ($above -and -not [IO.Directory]::Exists($above)) {
    if ([IO.File]::Exists($above)) { return @{ missing = $missing; obstacle = $above } }
    $missing++
    $above = [IO.Path]::GetDirectoryName($above)
  }
  @{ missing = $missing; obstacle = $null }
}
