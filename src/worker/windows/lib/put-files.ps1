# Files and folders that are to be in a place: how they are, and putting them there. Needs: files, kept.

# Where the files belong: a source with a name goes into a folder, or takes the name of the target.
function Get-PutRoot([string]$dest, $kind, $p) {
  if ($p.name -and ($p.into -or $kind -ceq 'folder')) { [IO.Path]::Combine($dest, $p.name) } else { $dest }
}

function Join-PutPath([string]$root, [string]$path) {
  if ($path) { [IO.Path]::Combine($root, $path) } else { $root }
}

# The text of a small file, for people; null where it is none.
function Get-ShownText([string]$path, [long]$size) {
  if ($size -gt 32768) { return $null }
  $bytes = [IO.File]::ReadAllBytes($path)
  if ([Array]::IndexOf($bytes, [byte]0) -ge 0) { return $null }
  try { [Text.UTF8Encoding]::new($false, $true).GetString($bytes) } catch { $null }
}

# A file of another size is another file: its checksum need not be known.
function Get-PutEntry([string]$path, $wanted, [bool]$withText) {
  $kind = Get-PathKind $path
  $entry = [ordered]@{ kind = $kind; size = $null; sha256 = $null; text = $null }
  if ($kind -ceq 'file' -and -not $wanted.folder) {
    $entry.size = [IO.FileInfo]::new($path).Length
    if ($entry.size -eq $wanted.size) { $entry.sha256 = Get-FileSha256 $path }
    if ($withText -and $entry.sha256 -cne $wanted.sha256) { $entry.text = Get-ShownText $path $entry.size }
  }
  $entry
}

# $p: dest, name, into, text, entries of path, folder, size, sha256.
function Get-PutState($p) {
  $dest = Get-FullPath $p.dest
  $kind = Get-PathKind $dest
  $root = Get-PutRoot $dest $kind $p
  $above = Get-AboveFacts $dest
  [ordered]@{
    dest = $dest; kind = $kind; root = $root; missing = $above.missing; obstacle = $above.obstacle
    entries = @(foreach ($wanted in $p.entries) { Get-PutEntry (Join-PutPath $root $wanted.path) $wanted $p.text })
  }
}

# A whole file beside its target.
function New-IncomingFile($file, [string]$path) {
  $temporary = "$path.$([Guid]::NewGuid().ToString('N')).tmp"
  if ($null -ne $file.text -or $null -ne $file.data) {
    if ($null -ne $file.text) { $bytes = [Text.Encoding]::ASCII.GetBytes($file.text) } else { $bytes = [Convert]::FromBase64String($file.data) }
    $stream = [IO.FileStream]::new($temporary, [IO.FileMode]::CreateNew, [IO.FileAccess]::Write, [IO.FileShare]::None)
    try { $stream.Write($bytes, 0, $bytes.Length); $stream.Flush($true) } finally { $stream.Dispose() }
    return $temporary
  }
  $sent = [IO.Path]::Combine((Get-StateFolder 'incoming'), $file.sha256)
  if (-not [IO.File]::Exists($sent)) { Fail-Call "what was sent for $path is not there any more" @{ path = $path } 'Run again.' }
  # Made anew in its folder, so that it inherits who may read it.
  [IO.File]::Copy($sent, $temporary)
  if ((Get-FileSha256 $temporary) -cne $file.sha256) { [IO.File]::Delete($temporary); Fail-Call "what was sent for $path is not whole" @{ path = $path } 'Run again.' }
  $temporary
}

function Install-File($file, [string]$path, $undo) {
  $kept = $null
  $temporary = New-IncomingFile $file $path
  try {
    if ([IO.File]::Exists($path)) { $kept = Switch-File $temporary $path } else { Move-Path $temporary $path }
  } finally { if ([IO.File]::Exists($temporary)) { [IO.File]::Delete($temporary) } }
  $undo.done += , [ordered]@{ path = $path; sha256 = $file.sha256; kept = $kept }
}

# $a: dest, name, into; folders; files of path, size, sha256, text (plain ASCII) or data (Base64; both missing: it was sent before); sent: checksums to forget.
function Invoke-Put($a) {
  $undo = [ordered]@{ made = @(); done = @() }
  try {
    $dest = Get-FullPath $a.dest
    $root = Get-PutRoot $dest (Get-PathKind $dest) $a
    foreach ($folder in $a.folders) { $undo.made += New-FolderPath (Join-PutPath $root $folder) }
    foreach ($file in $a.files) {
      $path = Join-PutPath $root $file.path
      $undo.made += New-FolderPath ([IO.Path]::GetDirectoryName($path))
      Install-File $file $path $undo
    }
  } catch {
    $failure = ConvertTo-CallError $_
    Fail-Call $failure.message @{ undo = $undo } $failure.fix
  }
  foreach ($sha256 in $a.sent) { Remove-Tree ([IO.Path]::Combine((Get-StateFolder 'incoming'), $sha256)) }
  @{ undo = $undo; data = @{ files = $a.files.Length } }
}

# $a: done, made; the newest first.
function Undo-Put($a) {
  $done = @($a.done)
  for ($n = $done.Length - 1; $n -ge 0; $n--) {
    $one = $done[$n]
    if (-not [IO.File]::Exists($one.path) -and $null -eq $one.kept) { continue }
    # The worker may have been cut off in the middle of an undo: what was kept is back then.
    if ($null -ne $one.kept -and -not [IO.File]::Exists($one.kept)) { continue }
    if ([IO.File]::Exists($one.path) -and (Get-FileSha256 $one.path) -cne $one.sha256) {
      Fail-Call "$($one.path) was changed by somebody else meanwhile; it was left as it is" @{ path = $one.path; kept = $one.kept } 'Mend it by hand.'
    }
    if ($null -ne $one.kept) { Restore-Kept $one.kept $one.path } else { Remove-Tree $one.path }
  }
  Remove-MadeFolder $a.made
  @{}
}

# Which of the files that are to be sent are not here yet: a transfer that was cut short is not begun anew.
function Get-Unsent($p) {
  $folder = Get-StateFolder 'incoming'
  [ordered]@{
    folder = $folder
    unsent = @(foreach ($sha256 in $p.sha256) {
        $path = [IO.Path]::Combine($folder, $sha256)
        if (-not ([IO.File]::Exists($path) -and (Get-FileSha256 $path) -ceq $sha256)) { $sha256 }
      })
  }
}

function Invoke-PutStep($step) {
  switch ($step.action) {
    'put' { return Invoke-Put $step.args }
    'put-back' { return Undo-Put $step.args }
    'forget' { foreach ($sha256 in $step.args.sha256) { Remove-Tree ([IO.Path]::Combine((Get-StateFolder 'incoming'), $sha256)) }; return @{} }
    default { throw "there is no action $($step.action)" }
  }
}
