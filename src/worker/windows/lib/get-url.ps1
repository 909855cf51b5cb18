# What a task of win_get_url or get_url does. Needs: files, kept, put-files, download.

function Get-UrlState($p) {
  $put = Get-PutState $p
  $entry = $put.entries[0]
  $path = $put.root
  $modified = $null
  if ($entry.kind -ceq 'file') { $modified = [DateTimeOffset]::new([IO.File]::GetLastWriteTimeUtc($path)).ToUnixTimeSeconds() }
  [ordered]@{
    put = $put; modified = $modified
    digest = $(if ($entry.kind -ceq 'file' -and $p.algorithm) { Get-FileChecksum $path $p.algorithm } else { $null })
    # Only where the answer decides something.
    remote = $(if ($entry.kind -ceq 'file' -and $p.ask) { Get-RemoteFacts $p.request } else { $null })
  }
}

function Save-Download($a, [string]$partial, [string]$path, $undo) {
  if ($null -ne $a.modified) { [IO.File]::SetLastWriteTimeUtc($partial, $a.modified) }
  $sha256 = Get-FileSha256 $partial
  $kept = $null
  if ([IO.File]::Exists($path)) { $kept = Switch-File $partial $path } else { Move-Path $partial $path }
  $undo.done += , [ordered]@{ path = $path; sha256 = $sha256; kept = $kept }
  $sha256
}

function Get-Url($a) {
  $undo = [ordered]@{ made = @(); done = @() }
  $dest = Get-FullPath $a.dest
  $path = Get-PutRoot $dest (Get-PathKind $dest) $a
  $partial = "$path.$([Guid]::NewGuid().ToString('N')).part"
  try {
    $undo.made += New-FolderPath ([IO.Path]::GetDirectoryName($path))
    $tries = Receive-CheckedFile $a $partial
    $sha256 = Save-Download $a $partial $path $undo
  } catch {
    $failure = ConvertTo-CallError $_
    $detail = [ordered]@{}
    if ($null -ne $failure.detail) { $detail = $failure.detail }
    $detail.undo = $undo
    Fail-Call $failure.message $detail $failure.fix
  } finally { if ([IO.File]::Exists($partial)) { [IO.File]::Delete($partial) } }
  @{ undo = $undo; data = @{ tries = $tries; sha256 = $sha256; size = [IO.FileInfo]::new($path).Length } }
}

function Invoke-UrlStep($step) {
  if ($step.action -ceq 'download') { return Get-Url $step.args }
  Invoke-PutStep $step
}
