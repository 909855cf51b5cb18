# Files in chunks, where the connection has no file transfer of its own.

# $p: path, offset, data (Base64), temporary. The temporary name lies beside the target, so that the last rename is atomic.
function Invoke-PutChunk($p) {
  $folder = [IO.Path]::GetDirectoryName($p.temporary)
  if ($folder -and -not [IO.Directory]::Exists($folder)) { [void][IO.Directory]::CreateDirectory($folder) }
  $bytes = [Convert]::FromBase64String($p.data)
  $mode = $(if ($p.offset -eq 0) { [IO.FileMode]::Create } else { [IO.FileMode]::Open })
  $stream = [IO.FileStream]::new($p.temporary, $mode, [IO.FileAccess]::Write, [IO.FileShare]::Read)
  try {
    # A chunk asked for again after a drop is written to the same place.
    [void]$stream.Seek([long]$p.offset, [IO.SeekOrigin]::Begin)
    $stream.Write($bytes, 0, $bytes.Length)
  } finally { $stream.Dispose() }
  [ordered]@{ written = $bytes.Length }
}

function Get-Sha256Hex([string]$path) {
  $sha = [Security.Cryptography.SHA256]::Create()
  $stream = [IO.FileStream]::new($path, [IO.FileMode]::Open, [IO.FileAccess]::Read, [IO.FileShare]::ReadWrite, 1048576)
  try { [BitConverter]::ToString($sha.ComputeHash($stream)).Replace('-', '').ToLowerInvariant() } finally { $stream.Dispose(); $sha.Dispose() }
}

# $p: temporary, path, sha256 (of the whole), size.
function Invoke-PutEnd($p) {
  # Asked for again after a drop, when the rename had been done: the target then is what was wanted.
  if (-not [IO.File]::Exists($p.temporary) -and [IO.File]::Exists($p.path) -and (Get-Sha256Hex $p.path) -ceq $p.sha256) { return [ordered]@{ path = $p.path } }
  if ((Get-Sha256Hex $p.temporary) -cne $p.sha256) {
    [IO.File]::Delete($p.temporary)
    Fail-Call "what arrived for $($p.path) has another checksum than what was sent"
  }
  # 9: replace what is there (1), write through to the disk (8).
  if ((Get-Native)::MoveFileExW($p.temporary, $p.path, [uint32]9) -eq 0) {
    $code = [Runtime.InteropServices.Marshal]::GetLastWin32Error()
    [IO.File]::Delete($p.temporary)
    Fail-Call "$($p.path) cannot be replaced: $([ComponentModel.Win32Exception]::new($code).Message)"
  }
  [ordered]@{ path = $p.path }
}

# $p: path, offset, length. `size` is that of the whole file; `sha256` of it comes with offset 0.
function Invoke-GetChunk($p) {
  $stream = [IO.FileStream]::new($p.path, [IO.FileMode]::Open, [IO.FileAccess]::Read, [IO.FileShare]::ReadWrite)
  try {
    [void]$stream.Seek([long]$p.offset, [IO.SeekOrigin]::Begin)
    $bytes = [byte[]]::new([Math]::Max(0, [Math]::Min([long]$p.length, $stream.Length - [long]$p.offset)))
    $got = 0
    while ($got -lt $bytes.Length) {
      $more = $stream.Read($bytes, $got, $bytes.Length - $got)
      if ($more -eq 0) { break }
      $got += $more
    }
    $size = $stream.Length
  } finally { $stream.Dispose() }
  $answer = [ordered]@{ data = [Convert]::ToBase64String($bytes, 0, $got); size = $size }
  if ($p.offset -eq 0) { $answer.sha256 = Get-Sha256Hex $p.path }
  $answer
}
