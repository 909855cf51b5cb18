# What a task of win_file or file does. Needs: files, kept.

# A path that Windows or gorun cannot be without, or that holds one.
function Test-Needed([string]$path) {
  $needed = @([Environment]::GetFolderPath('Windows'), [Environment]::GetFolderPath('System'), (Get-StateRoot)) + @(
    foreach ($name in 'SystemDrive', 'SystemRoot', 'ProgramFiles', 'ProgramFiles(x86)', 'ProgramW6432', 'ProgramData', 'PUBLIC', 'USERPROFILE') { [Environment]::GetEnvironmentVariable($name) })
  $prefix = $path.TrimEnd([char]92) + '\'
  if ($path.Length -le [IO.Path]::GetPathRoot($path).Length) { return $true }
  foreach ($one in $needed) { if ($one -and ($one.TrimEnd([char]92) + '\').StartsWith($prefix, [StringComparison]::OrdinalIgnoreCase)) { return $true } }
  $false
}

function Get-FileState($p) {
  $path = Get-FullPath $p.path
  $kind = Get-PathKind $path
  $above = Get-AboveFacts $path
  $file = $p.hash -and $kind -ceq 'file'
  [ordered]@{
    path = $path; kind = $kind; missing = $above.missing; obstacle = $above.obstacle; needed = (Test-Needed $path)
    size = $(if ($file) { [IO.FileInfo]::new($path).Length } else { $null })
    sha256 = $(if ($file) { Get-FileSha256 $path } else { $null })
  }
}

function Set-Time([string]$path, [DateTime]$written, [DateTime]$read) {
  if ([IO.Directory]::Exists($path)) { [IO.Directory]::SetLastWriteTimeUtc($path, $written); [IO.Directory]::SetLastAccessTimeUtc($path, $read) }
  else { [IO.File]::SetLastWriteTimeUtc($path, $written); [IO.File]::SetLastAccessTimeUtc($path, $read) }
}

function New-EmptyFile([string]$path) {
  $made = New-FolderPath ([IO.Path]::GetDirectoryName($path))
  [IO.FileStream]::new($path, [IO.FileMode]::CreateNew).Dispose()
  @{ undo = @{ made = $made } }
}

function Undo-Make($a, [string]$path) {
  if ($null -ne $a.file -and [IO.File]::Exists($path)) {
    if ((Get-FileSha256 $path) -cne $a.file) { Fail-Call "$path was changed by somebody else meanwhile; it was left as it is" @{ path = $path } 'Remove it by hand.' }
    [void](Remove-FileSafely $path)
  }
  Remove-MadeFolder $a.made
  @{}
}

function Invoke-FileStep($step) {
  $a = $step.args
  $path = Get-FullPath $a.path
  switch ($step.action) {
    'make-folder' { return @{ undo = @{ made = (New-FolderPath $path) } } }
    'make-file' { return New-EmptyFile $path }
    'unmake' { return Undo-Make $a $path }
    'touch' {
      $undo = @{ written = [IO.File]::GetLastWriteTimeUtc($path).ToFileTimeUtc(); read = [IO.File]::GetLastAccessTimeUtc($path).ToFileTimeUtc() }
      Set-Time $path ([DateTime]::UtcNow) ([DateTime]::UtcNow)
      return @{ undo = $undo }
    }
    'times' {
      if ($null -ne $a.written -and $null -ne (Get-PathKind $path)) { Set-Time $path ([DateTime]::FromFileTimeUtc($a.written)) ([DateTime]::FromFileTimeUtc($a.read)) }
      return @{}
    }
    'remove' { return @{ undo = @{ kept = (Move-Aside $path) } } }
    'restore' {
      if ($null -eq $a.kept -or $null -eq (Get-PathKind $a.kept)) { return @{} }
      if ($null -ne (Get-PathKind $path)) { Fail-Call "$path was made anew by somebody else meanwhile; it was left as it is" @{ path = $path; kept = $a.kept } 'What was there is kept until the run ends.' }
      Move-Path $a.kept $path
      return @{}
    }
    default { throw "file has no action $($step.action)" }
  }
}
