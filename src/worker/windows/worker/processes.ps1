# Processes by number and start time: a number alone may belong to another process by now.

function Get-ProcessStart([IntPtr]$handle) {
  $native = Get-Native
  $times = [Runtime.InteropServices.Marshal]::AllocHGlobal(32)
  try {
    $ok = $native::GetProcessTimes($handle, $times, [IntPtr]::Add($times, 8), [IntPtr]::Add($times, 16), [IntPtr]::Add($times, 24))
    if ($ok -eq 0) { return $null }
    [Runtime.InteropServices.Marshal]::ReadInt64($times).ToString([Globalization.CultureInfo]::InvariantCulture)
  } finally { [Runtime.InteropServices.Marshal]::FreeHGlobal($times) }
}

# A handle to wait on and to ask for the exit code; zero where there is no such process (any more).
function Open-ProcessHandle([int]$processId, [string]$started) {
  $native = Get-Native
  $handle = $native::OpenProcess([uint32]0x101000, 0, [uint32]$processId)
  if ($handle -eq [IntPtr]::Zero) { return [IntPtr]::Zero }
  if ($started -and (Get-ProcessStart $handle) -cne $started) {
    [void]$native::CloseHandle($handle)
    return [IntPtr]::Zero
  }
  $handle
}

function Test-ProcessAlive([int]$processId, [string]$started) {
  $handle = Open-ProcessHandle $processId $started
  if ($handle -eq [IntPtr]::Zero) { return $false }
  $native = Get-Native
  # 258: WAIT_TIMEOUT, it has not ended.
  $alive = $native::WaitForSingleObject($handle, [uint32]0) -eq 258
  [void]$native::CloseHandle($handle)
  $alive
}

# All processes as number -> number of the parent.
function Get-ProcessParents {
  $native = Get-Native
  $parents = @{}
  $wide = [IntPtr]::Size -eq 8
  # PROCESSENTRY32W: 568 bytes on 64 bits, 556 on 32; the parent stands behind two pointer-sized fields.
  $size = $(if ($wide) { 568 } else { 556 })
  $parentAt = $(if ($wide) { 32 } else { 24 })
  $snapshot = $native::CreateToolhelp32Snapshot([uint32]2, [uint32]0)
  $entry = [Runtime.InteropServices.Marshal]::AllocHGlobal($size)
  try {
    [Runtime.InteropServices.Marshal]::WriteInt32($entry, $size)
    $more = $native::Process32FirstW($snapshot, $entry)
    while ($more -ne 0) {
      $parents[[Runtime.InteropServices.Marshal]::ReadInt32($entry, 8)] = [Runtime.InteropServices.Marshal]::ReadInt32($entry, $parentAt)
      $more = $native::Process32NextW($snapshot, $entry)
    }
  } finally {
    [Runtime.InteropServices.Marshal]::FreeHGlobal($entry)
    [void]$native::CloseHandle($snapshot)
  }
  $parents
}

# Ends a process without those below it; tells whether there was one. $notBefore: a file time, older ones are left alone.
function Stop-OneProcess([int]$processId, [long]$notBefore) {
  $native = Get-Native
  $handle = $native::OpenProcess([uint32]0x101001, 0, [uint32]$processId)
  if ($handle -eq [IntPtr]::Zero) { return $false }
  try {
    $started = Get-ProcessStart $handle
    if ($null -eq $started -or [long]$started -lt $notBefore) { return $false }
    $ended = $native::TerminateProcess($handle, [uint32]1) -ne 0
    if ($ended) { [void]$native::WaitForSingleObject($handle, [uint32]2000) }
    $ended
  } finally { [void]$native::CloseHandle($handle) }
}

# Ends what a process started (and with -Self the process), parents first, so that none of them starts new ones meanwhile.
function Stop-Descendants([int]$processId, [long]$notBefore, [bool]$self) {
  $ended = 0
  if ($self -and (Stop-OneProcess $processId $notBefore)) { $ended++ }
  for ($round = 0; $round -lt 5; $round++) {
    $parents = Get-ProcessParents
    $found = [Collections.Generic.List[int]]::new()
    $waiting = [Collections.Generic.Queue[int]]::new()
    $waiting.Enqueue($processId)
    while ($waiting.Count -gt 0) {
      $parent = $waiting.Dequeue()
      foreach ($child in @($parents.Keys)) {
        if ($parents[$child] -eq $parent -and $child -ne $processId -and -not $found.Contains($child)) {
          $found.Add($child)
          $waiting.Enqueue($child)
        }
      }
    }
    $now = 0
    foreach ($child in $found) { if (Stop-OneProcess $child $notBefore) { $now++ } }
    $ended += $now
    if ($now -eq 0) { break }
  }
  $ended
}

function Stop-ProcessTree([int]$processId) { Stop-Descendants $processId 0 $true }
