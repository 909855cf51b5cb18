function Probe($p) {
  $path = Get-FullPath $p.src
  $kind = Get-PathKind $path
  if ($kind -cne 'file') { return [ordered]@{ path = $path; kind = $kind; size = $null; content = $null } }
  # Also a file that somebody else still writes.
  $stream = [IO.FileStream]::new($path, [IO.FileMode]::Open, [IO.FileAccess]::Read, [IO.FileShare]'ReadWrite, Delete')
  try {
    $size = $stream.Length
    if ($size -gt $p.max_bytes) { return [ordered]@{ path = $path; kind = $kind; size = $size; content = $null } }
    $memory = [IO.MemoryStream]::new()
    $stream.CopyTo($memory)
  } finally { $stream.Dispose() }
  $bytes = $memory.ToArray()
  [ordered]@{ path = $path; kind = $kind; size = $bytes.Length; content = [Convert]::ToBase64String($bytes) }
}

function Apply($step) { throw 'slurp changes nothing' }
