# Runs msiexec to its end: its codes in words, its log, its time limit. Needs: process, files.

$script:MsiSuccess = @(0, 1641, 3010)

# Microsoft's list of msiexec's exit codes, said so that somebody can act on it.
$script:MsiWords = @{
  2    = 'the package was not found'
  1601 = 'the Windows Installer service cannot be reached'
  1602 = 'the installation was cancelled'
  1603 = 'fatal error during installation'
  1605 = 'this product is not installed'
  1612 = 'the source of the installed product is not available'
  1613 = 'the package needs a newer Windows Installer'
  1618 = 'another installation is running'
  1619 = 'the package cannot be opened'
  1620 = 'the package is damaged or not an installer'
  1622 = 'the log file cannot be written'
  1623 = 'the language of the package is not supported'
  1624 = 'a transform cannot be applied'
  1625 = 'a policy of this host forbids the installation'
  1627 = 'the package is damaged'
  1632 = 'the temporary folder is full or cannot be written'
  1633 = 'the package is for another processor'
  1638 = 'another version of this product is installed'
  1639 = 'msiexec does not understand its command line'
  1641 = 'done, and the host restarts'
  1643 = 'a policy of this host forbids this package'
  1644 = 'a policy forbids changes of this package'
  1645 = 'the account may not install over a remote connection'
  1654 = 'the package does not run on this Windows'
  3010 = 'done, a restart is needed'
}

function Get-MsiWords($code) {
  if ($null -eq $code) { return 'msiexec ended and left no exit code' }
  $words = $script:MsiWords[[int]$code]
  if (-not $words) { $words = 'a code that Windows Installer does not document' }
  "msiexec ended with $code ($words)"
}

# Another installation that runs right now holds this mutex.
function Test-MsiBusy {
  $mutex = $null
  try {
    if (-not [Threading.Mutex]::TryOpenExisting('Global\_MSIExecute', [ref]$mutex)) { return $false }
    try {
      $free = $mutex.WaitOne(0)
      if ($free) { $mutex.ReleaseMutex() }
      -not $free
    } catch [Threading.AbandonedMutexException] { $false }
  } catch { $true }
  finally { if ($null -ne $mutex) { $mutex.Dispose() } }
}

# The lines of a verbose log that say why: errors, the action that failed, then the end.
function Get-MsiLogLines([string]$log, [int]$most = 12) {
  try { $text = Read-TextFile $log -Limit 400000 -Tail } catch { return , @() }
  $lines = $text.Split([char[]]@([char]13, [char]10), [StringSplitOptions]::RemoveEmptyEntries)
  $telling = [regex]'(?i)^Error |error 1\d{3}|Error \d{4}\.|-- Error|returned actual error|: Return value [023]\.|Note: 1: (1[3-9]\d\d|2[0-9]\d\d)|Product: .* -- |MainEngineThread is returning (?!0$)|^err:|:err:'
  $found = [Collections.Generic.List[string]]::new()
  foreach ($line in $lines) {
    $short = $line.Trim()
    if ($short.Length -gt 300) { $short = $short.Substring(0, 300) + '...' }
    if ($telling.IsMatch($short) -and -not $found.Contains($short)) { $found.Add($short) }
  }
  if ($found.Count -eq 0) { foreach ($line in $lines[-3..-1]) { if ($line) { $found.Add($line.Trim()) } } }
  if ($found.Count -gt $most) { $found = $found.GetRange($found.Count - $most, $most) }
  , $found.ToArray()
}

# The one line to show: an error's own words, else the first action that did not end well, else the last word.
function Get-MsiHeadline([string[]]$lines) {
  foreach ($pattern in '(?i)-- Error|\bError \d{4}\.', ': Return value 3\.', ': Return value [02]\.') {
    foreach ($line in $lines) { if ($line -match $pattern) { return $line } }
  }
  if ($lines.Count -gt 0) { $lines[-1] }
}

function New-MsiLog([string]$what) {
  $folder = Get-StateFolder 'logs'
  # The newest 40 stay.
  $old = [IO.Directory]::GetFiles($folder, 'msi-*.log')
  [Array]::Sort($old, [StringComparer]::Ordinal)
  for ($index = 0; $index -lt $old.Length - 40; $index++) { try { [IO.File]::Delete($old[$index]) } catch { } }
  [IO.Path]::Combine($folder, "msi-$([DateTime]::UtcNow.ToString('yyyyMMdd-HHmmss-fff'))-$what.log")
}

# Runs msiexec to its end: @{exitCode; timedOut; ms; tries; log}. 1618 is waited out within the limit; past it the tree is ended.
function Invoke-Msiexec([string]$what, [string]$arguments, [int]$seconds) {
  $clock = [Diagnostics.Stopwatch]::StartNew()
  $msiexec = [IO.Path]::Combine([Environment]::SystemDirectory, 'msiexec.exe')
  for ($try = 1; ; $try++) {
    $log = New-MsiLog $what
    $since = [DateTime]::Now
    $left = [Math]::Max(1, $seconds - [int]$clock.Elapsed.TotalSeconds)
    $process = Start-Detached -File $msiexec -CommandLine "$arguments /qn /norestart $(ConvertTo-CommandLine @('/l*v', $log))" -Log $log
    Send-Progress @{ running = "msiexec: $what"; processId = $process.processId; log = $log }
    $end = Wait-Detached $process -TimeLimit $left -OnTick { param($waited) if ($waited % 10 -eq 0) { Send-Progress @{ running = "msiexec: $what"; seconds = $waited } } }
    $result = @{ exitCode = $end.exitCode; timedOut = $end.timedOut; ms = $clock.ElapsedMilliseconds; tries = $try; log = $log }
    if ($end.timedOut) { Stop-MsiWork $since }
    if ($end.timedOut -or $end.exitCode -ne 1618) { return $result }
    $pause = [Math]::Min(15, 1 + $try)
    if ($clock.Elapsed.TotalSeconds + $pause -ge $seconds) { return $result }
    Send-Progress @{ waiting = 'another installation is running'; try = $try }
    [Threading.Thread]::Sleep(1000 * $pause)
  }
}

# Our msiexec was only the client. What it started in the service may take itself back; what does not is ended.
function Stop-MsiWork([DateTime]$since) {
  $clock = [Diagnostics.Stopwatch]::StartNew()
  while (Test-MsiBusy) {
    if ($clock.Elapsed.TotalSeconds -gt 60) {
      # Only one installation runs at a time: those that began with ours are ours.
      foreach ($process in [Diagnostics.Process]::GetProcessesByName('msiexec')) {
        try { if ($process.StartTime -ge $since) { [void](Stop-ProcessTree $process.Id) } } catch { } finally { $process.Dispose() }
      }
      return
    }
    [Threading.Thread]::Sleep(250)
  }
}
