# The lock of the host: lock.json, made with CreateNew, changed only while lock.guard is held exclusively (the system frees
# that one when its holder dies). Its time of last write is its last renewal; the reading thread renews it.

function Use-LockGuard([scriptblock]$work) {
  $guardPath = [IO.Path]::Combine((Get-StateFolder), 'lock.guard')
  $guard = $null
  for ($try = 0; $null -eq $guard; $try++) {
    try { $guard = [IO.File]::Open($guardPath, 'OpenOrCreate', 'ReadWrite', 'None') }
    catch [UnauthorizedAccessException] { Fail-Call "the lock folder cannot be written: $(Get-Reason $_)" $null 'Connect as an administrator, or let this account write to %ProgramData%\gorun.' }
    catch {
      if ($try -ge 100) { Fail-Call "lock.guard stays in use: $(Get-Reason $_)" }
      [Threading.Thread]::Sleep(50)
    }
  }
  try { & $work } finally { $guard.Dispose() }
}

function Read-Lock([string]$path) {
  try { $text = [IO.File]::ReadAllText($path) } catch [IO.FileNotFoundException] { return $null }
  # Cut short by a crash: nobody can have got an answer that the lock is theirs.
  try { ConvertFrom-Wire $text } catch { $null }
}

function Write-Lock([string]$path, $lock) {
  $text = ConvertTo-Wire $lock
  $bytes = [Text.Encoding]::ASCII.GetBytes($text)
  $stream = [IO.FileStream]::new($path, [IO.FileMode]::CreateNew, [IO.FileAccess]::Write, [IO.FileShare]::Read)
  try { $stream.Write($bytes, 0, $bytes.Length); $stream.Flush($true) } finally { $stream.Dispose() }
  $text
}

# $p: run, holder, lease (seconds), steal.
function Invoke-Lock($p) {
  $path = [IO.Path]::Combine((Get-StateFolder), 'lock.json')
  $now = [DateTime]::UtcNow
  Use-LockGuard {
    $held = Read-Lock $path
    $taken = 'free'
    if ($null -ne $held) {
      $renewed = [IO.File]::GetLastWriteTimeUtc($path)
      # The clock went back since then: the lease runs from when that was first seen.
      if ($renewed -gt $now) {
        try { [IO.File]::SetLastWriteTimeUtc($path, $now) } catch { }
        $renewed = $now
      }
      if ($held.run -ceq $p.run) { $taken = 'again' }
      elseif ($p.steal) { $taken = 'stolen' }
      elseif ($renewed.AddSeconds([double]$held.lease) -lt $now) { $taken = 'lease-over' }
      else {
        $detail = [ordered]@{ run = $held.run; holder = $held.holder; since = $held.since; renewed = $renewed; lease = $held.lease }
        throw @{
          gorun = 'failure'; kind = 'lock-held'; detail = $detail
          message = "$($held.holder) holds the lock of this host since $($held.since) (run $($held.run))"
          fix = "Wait for that run. If it is dead, its lock can be taken $($held.lease) s after its last sign of life ($($renewed.ToString('u'))), or now with --steal-lock."
        }
      }
    }
    if ($taken -eq 'free') { Clear-OldReceipts }
    # Another run's, which ended without giving the host back: nobody takes its steps back any more.
    if ($taken -ne 'again') { Set-KeptFree (Get-StateFolder); Clear-FreeKept (Get-StateFolder) }
    [IO.File]::Delete($path)
    $since = $(if ($taken -eq 'again') { $held.since } else { $now.ToString('u') })
    $text = Write-Lock $path ([ordered]@{
        run = $p.run; holder = $p.holder; since = $since; lease = $p.lease; pid = $script:Worker.pid; started = $script:Worker.started
      })
    $script:Shared.lock = @{ path = $path; text = $text; every = [int]([double]$p.lease * 1000 / 3) }
    [ordered]@{ taken = $taken; since = $since; before = $held }
  }
}

function Invoke-Unlock($p) { [ordered]@{ released = (Clear-Lock $script:Shared) } }
