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

# The end of an action: a name and a number in every language of Windows ("Action ended 3:41:43: InstallFinalize. Return value 3.").
$script:MsiActionEnd = [regex]"^\S.* \d{1,2}:\d\d:\d\d: (?<action>\w+)[.$([char]0x3002)]\D*(?<value>\d)[.$([char]0x3002)]$"
# An error's own words ("Error 1722. There ...", "Fehler 1722. Es ..."), alone or as told of the product
# ("MSI (s) (A0:9C) [12:00:00:000]: Product: Go -- Error 1722. There ...").
$script:MsiError = [regex]"^(?:(?:MSI \([cs]\) \([0-9A-Fa-f:!]+\) \[[\d:]+\]: )?[^\s:]+: .+? -- (?<words>\S.*)|(?<words>\p{L}+ [12]\d{3}[.$([char]0x3002)]\s?\S.*))$"
$script:MsiEngineEnd = [regex]'MainEngineThread is returning [1-9]\d*$'

# Why msiexec failed, from its verbose log: @{headline; lines}. What counts was said just above the first action that ended with 3, a failure:
# behind it comes the way back, which is long and has ends of its own.
function Get-MsiReason([string]$log) {
  try { $text = Read-TextFile $log -Limit 100000000 } catch { return @{ headline = $null; lines = @() } }
  $lines = [Collections.Generic.List[string]]::new()
  $words = $failed = $unrun = $last = $null
  $number = $saidAt = 0
  $reader = [IO.StringReader]::new($text)
  while ($null -ne ($line = $reader.ReadLine())) {
    $number++
    if ([string]::IsNullOrWhiteSpace($line)) { continue }
    $last = $line = $line.Trim()
    $said = $script:MsiError.Match($line)
    if ($said.Success) {
      if ($null -eq $failed) { $words = $said.Groups['words'].Value; $saidAt = $number }
      Add-MsiLine $lines $said.Groups['words'].Value
      continue
    }
    if ($script:MsiEngineEnd.IsMatch($line)) { Add-MsiLine $lines $line; continue }
    $end = $script:MsiActionEnd.Match($line)
    if (-not $end.Success) { continue }
    $value = $end.Groups['value'].Value
    if ($value -eq '3' -and $null -eq $failed) {
      $failed = $line
      # Far above it stands what did not end the installation.
      if ($number - $saidAt -gt 40) { $words = $null }
      Add-MsiLine $lines $line
    }
    # Wine ends an action that failed with 0, and one that had nothing to do: the last before the end of all is meant.
    elseif (('0', '2' -contains $value) -and $end.Groups['action'].Value -cne 'INSTALL') { $unrun = $line }
  }
  if ($null -eq $failed -and $null -ne $unrun) { Add-MsiLine $lines $unrun }
  if ($lines.Count -eq 0 -and $null -ne $last) { Add-MsiLine $lines $last }
  $headline = $null
  foreach ($one in $words, $failed, $unrun, $(if ($lines.Count -gt 0) { $lines[0] })) { if ($null -eq $headline -and $one) { $headline = Get-ShortLine $one } }
  @{ headline = $headline; lines = $lines.ToArray() }
}

function Get-ShortLine([string]$line) {
  if ($line.Length -gt 300) { $line.Substring(0, 300) + '...' } else { $line }
}

# Each once; the first and the last ones of many.
function Add-MsiLine($lines, [string]$line) {
  $short = Get-ShortLine $line
  if ($lines.Contains($short)) { return }
  if ($lines.Count -ge 12) { $lines.RemoveAt(6) }
  $lines.Add($short)
}

function New-MsiLog([string]$what) {
  $folder = Get-StateFolder 'logs'
  # The newest 40 stay.
  $old = [IO.Directory]::GetFiles($folder, 'msi-*.log')
  [Array]::Sort($old, [StringComparer]::Ordinal)
  for ($index = 0; $index -lt $old.Length - 40; $index++) { try { [IO.File]::Delete($old[$index]) } catch { } }
  [IO.Path]::Combine($folder, "msi-$([DateTime]::UtcNow.ToString('yyyyMMdd-HHmmss-fff'))-$what.log")
}

# Why a run of msiexec has failed: @{why; said (the log's headline, as a sentence to add); lines; fix}.
function Get-MsiFailure($run, [int]$seconds) {
  $reason = Get-MsiReason $run.log
  @{
    why = $(if ($run.timedOut) { "msiexec did not end within $seconds s and was ended with all it had started" } else { Get-MsiWords $run.exitCode })
    said = $(if ($reason.headline) { ". The log says: $($reason.headline)" } else { '' })
    lines = $reason.lines
    fix = $(switch ([int]$run.exitCode) {
        1618 { 'Wait for the other installation, or raise time_limit.' }
        1601 { 'Start the Windows Installer service.' }
        1625 { 'Let the administrators of the domain allow installations.' }
        default { if ($run.timedOut) { "Raise time_limit, or find out why msiexec hangs: $($run.log)" } else { "Read $($run.log) on the host." } }
      })
  }
}

# Runs msiexec to its end: @{exitCode; timedOut; ms; tries; log}. 1618 is waited out within the limit; past it the tree is ended.
function Invoke-Msiexec([string]$what, [string]$arguments, [int]$seconds, [string]$log) {
  $given = $log
  $clock = [Diagnostics.Stopwatch]::StartNew()
  $msiexec = [IO.Path]::Combine([Environment]::SystemDirectory, 'msiexec.exe')
  for ($try = 1; ; $try++) {
    $log = $(if ($given) { $given } else { New-MsiLog $what })
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
