# What is there before anything is loaded: $p has path, size, sha256, publisher.
function Get-Target([string]$path) { [IO.Path]::GetFullPath([Environment]::ExpandEnvironmentVariables($path)) }

# Named after the content: what another version left half-done is never taken up.
function Get-Partial([string]$path, [string]$sha256) { "$path.$($sha256.Substring(0, 16)).part" }

function Probe($p) {
  $path = Get-Target $p.path
  $file = Get-FileFacts $path
  $size = $(if ($file.exists -and -not $file.folder) { [long]$file.size } else { $null })
  # A file of another size is another file: its checksum need not be known.
  $same = $null -ne $size -and $size -eq $p.size
  [ordered]@{
    path = $path; exists = ($file.exists -and -not $file.folder); folder = $file.folder; size = $size
    sha256 = $(if ($same) { Get-FileSha256 $path } else { $null })
    partial = [Math]::Max([long]0, [long](Get-FileFacts (Get-Partial $path $p.sha256)).size)
    freeBytes = (Get-FreeSpace $path)
    publisher = $(if ($same -and $p.publisher) { Get-TrustedPublisher $path } else { $null })
  }
}

# What earlier transfers left when their connection broke; the host is locked, so none of them still runs.
function Remove-Incoming([string]$path) {
  $folder = [IO.Path]::GetDirectoryName($path)
  if (-not [IO.Directory]::Exists($folder)) { return }
  $name = [IO.Path]::GetFileName($path)
  foreach ($pattern in "$name.incoming*", ".$name.incoming*") {
    # One that a dying session still holds open stays for the next time.
    foreach ($file in [IO.Directory]::GetFiles($folder, $pattern)) { try { [void](Remove-FileSafely $file) } catch { } }
  }
}

function Prepare($p) {
  $path = Get-Target $p.path
  [void](New-Folder ([IO.Path]::GetDirectoryName($path)))
  Remove-Incoming $path
  [ordered]@{ path = $path; incoming = "$path.incoming" }
}

function Apply($step) {
  $a = $step.args
  $path = Get-Target $a.path
  switch ($step.action) {
    'download' {
      [void](New-Folder ([IO.Path]::GetDirectoryName($path)))
      $partial = Get-Partial $path $a.sha256
      $a.checksum = $a.sha256
      $tries = Receive-CheckedFile $a $partial
      Complete-File $a $partial $path
      return @{ data = @{ path = $path; tries = $tries } }
    }
    'accept' {
      $found = Get-FileFacts $a.incoming -Hash
      if ($found.size -ne $a.size -or $found.sha256 -cne $a.sha256) {
        [void](Remove-FileSafely $a.incoming)
        Fail-Call "what arrived at $path has $($found.size) bytes and the checksum $($found.sha256); the version index says $($a.size) and $($a.sha256)" @{ path = $path } 'Try again; the file was removed.'
      }
      Complete-File $a $a.incoming $path
      # A transfer that was begun again after a drop has left its first half.
      Remove-Incoming $path
      return @{ data = @{ path = $path } }
    }
    'remove' {
      # A file that somebody has put in its place since is not ours to remove.
      if ([IO.File]::Exists($path) -and (Get-FileSha256 $path) -ceq $a.sha256) { [void](Remove-FileSafely $path) }
      [void](Remove-FileSafely (Get-Partial $path $a.sha256))
      Remove-Incoming $path
      return @{}
    }
    default { throw "fetch_msi has no action $($step.action)" }
  }
}

# The last check, then the name.
function Complete-File($a, [string]$from, [string]$path) {
  if ($a.publisher) {
    $signer = Get-TrustedPublisher $from
    if ($signer -cne $a.publisher) {
      [void](Remove-FileSafely $from)
      $is = $(if ($signer) { "is signed by $signer" } else { 'is not signed, or not validly' })
      Fail-Call "the installer $is; $($a.publisher) is asked for" @{ path = $path; publisher = $signer } 'Nothing was kept. Find out where the file comes from.'
    }
  }
  Move-FileAtomic $from $path
}
