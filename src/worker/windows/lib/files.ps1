# Files: facts, checksums, atomic writes, safe removal. See README.md. (Get-Sha256Hex is the worker's.)

function Get-FileSha256([string]$path) { Get-Sha256Hex $path }

# Lower-case hex, by the name of the algorithm.
function Get-FileChecksum([string]$path, [string]$algorithm) {
  $hash = $(switch ($algorithm) {
      'md5' { [Security.Cryptography.MD5]::Create() }
      'sha1' { [Security.Cryptography.SHA1]::Create() }
      'sha256' { [Security.Cryptography.SHA256]::Create() }
      'sha384' { [Security.Cryptography.SHA384]::Create() }
      'sha512' { [Security.Cryptography.SHA512]::Create() }
      default { throw "there is no checksum $algorithm" }
    })
  try {
    $stream = [IO.FileStream]::new($path, [IO.FileMode]::Open, [IO.FileAccess]::Read, [IO.FileShare]'ReadWrite, Delete', 1048576)
    try { [BitConverter]::ToString($hash.ComputeHash($stream)).Replace('-', '').ToLowerInvariant() } finally { $stream.Dispose() }
  } finally { $hash.Dispose() }
}

function Get-FileFacts {
  param([string]$Path, [switch]$Hash)
  $file = [IO.FileInfo]::new($Path)
  if (-not $file.Exists) {
    return @{ exists = [IO.Directory]::Exists($Path); folder = [IO.Directory]::Exists($Path); size = -1; modified = $null; sha256 = $null }
  }
  @{
    exists = $true; folder = $false; size = $file.Length; modified = $file.LastWriteTimeUtc.ToString('o')
    sha256 = $(if ($Hash) { Get-Sha256Hex $Path } else { $null })
  }
}

# Bytes that this account may still write on the drive of a path. The folder need not exist yet.
function Get-FreeSpace([string]$path) {
  $folder = $path
  while ($folder -and -not [IO.Directory]::Exists($folder)) { $folder = [IO.Path]::GetDirectoryName($folder) }
  if (-not $folder) { Fail-Call "there is no drive for $path" @{ path = $path } }
  $free = [Runtime.InteropServices.Marshal]::AllocHGlobal(8)
  try {
    if ((Get-Native)::GetDiskFreeSpaceExW($folder, $free, [IntPtr]::Zero, [IntPtr]::Zero) -eq 0) {
      Fail-Call "the free space of $folder cannot be read: $([ComponentModel.Win32Exception]::new([Runtime.InteropServices.Marshal]::GetLastWin32Error()).Message)"
    }
    [Runtime.InteropServices.Marshal]::ReadInt64($free)
  } finally { [Runtime.InteropServices.Marshal]::FreeHGlobal($free) }
}

# Makes a folder with its parents; returns the deepest one that was there before, so that undo can go back to it.
function New-Folder([string]$path) {
  $there = $path
  while ($there -and -not [IO.Directory]::Exists($there)) { $there = [IO.Path]::GetDirectoryName($there) }
  [void][IO.Directory]::CreateDirectory($path)
  $there
}

function Move-FileAtomic([string]$from, [string]$to) {
  # 9: replace what is there (1), write through to the disk (8).
  if ((Get-Native)::MoveFileExW($from, $to, [uint32]9) -eq 0) {
    $code = [Runtime.InteropServices.Marshal]::GetLastWin32Error()
    Fail-Call "$from cannot be renamed to ${to}: $([ComponentModel.Win32Exception]::new($code).Message)" @{ from = $from; to = $to; code = $code }
  }
}

function Remove-FileSafely([string]$path) {
  $file = [IO.FileInfo]::new($path)
  if (-not $file.Exists) { return $false }
  try {
    if ($file.IsReadOnly) { $file.IsReadOnly = $false }
    $file.Delete()
  } catch { Fail-Call "$path cannot be removed: $(Get-Reason $_)" @{ path = $path } 'Close the program that uses the file.' }
  $true
}

function Read-TextFile {
  param([string]$Path, [int]$Limit = 1048576, [switch]$Tail)
  $stream = [IO.FileStream]::new($Path, [IO.FileMode]::Open, [IO.FileAccess]::Read, [IO.FileShare]'ReadWrite, Delete')
  try {
    $mark = [byte[]]::new(3)
    $marked = $stream.Read($mark, 0, 3)
    $encoding = $null
    if ($marked -ge 2 -and $mark[0] -eq 255 -and $mark[1] -eq 254) { $encoding = [Text.Encoding]::Unicode }
    elseif ($marked -ge 2 -and $mark[0] -eq 254 -and $mark[1] -eq 255) { $encoding = [Text.Encoding]::BigEndianUnicode }
    $width = $(if ($null -ne $encoding) { 2 } else { 1 })
    $length = [Math]::Min($stream.Length, [long]$Limit * $width)
    $start = $(if ($Tail) { $stream.Length - $length } else { 0 })
    $start -= $start % $width
    [void]$stream.Seek($start, [IO.SeekOrigin]::Begin)
    $bytes = [byte[]]::new($stream.Length - $start)
    if ($bytes.Length -gt $length) { $bytes = [byte[]]::new($length) }
    $got = 0
    while ($got -lt $bytes.Length) {
      $more = $stream.Read($bytes, $got, $bytes.Length - $got)
      if ($more -eq 0) { break }
      $got += $more
    }
  } finally { $stream.Dispose() }
  if ($null -ne $encoding) { $text = $encoding.GetString($bytes, 0, $got) }
  else {
    try { $text = [Text.UTF8Encoding]::new($false, $true).GetString($bytes, 0, $got) }
    catch {
      try { $text = [Text.Encoding]::GetEncoding([Globalization.CultureInfo]::CurrentCulture.TextInfo.ANSICodePage).GetString($bytes, 0, $got) }
      catch { $text = [Text.Encoding]::GetEncoding(28591).GetString($bytes, 0, $got) }
    }
  }
  $text.TrimStart([char]0xfeff)
}

function Write-TextFile([string]$path, [string]$text) {
  $temporary = "$path.$([Guid]::NewGuid().ToString('N')).tmp"
  $bytes = [Text.UTF8Encoding]::new($false).GetBytes($text)
  $stream = [IO.FileStream]::new($temporary, [IO.FileMode]::CreateNew, [IO.FileAccess]::Write, [IO.FileShare]::None)
  try { $stream.Write($bytes, 0, $bytes.Length); $stream.Flush($true) } finally { $stream.Dispose() }
  Move-FileAtomic $temporary $path
}
