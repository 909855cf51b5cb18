# Keeping and giving back a lock that this worker took; it may have been stolen meanwhile.

function Test-OwnLock($lock) {
  try { [IO.File]::ReadAllText($lock.path) -ceq $lock.text } catch { $false }
}

function Update-LockLease($shared) {
  $lock = $shared.lock
  if ($null -eq $lock) { return }
  if (Test-OwnLock $lock) { try { [IO.File]::SetLastWriteTimeUtc($lock.path, [DateTime]::UtcNow) } catch { } }
  else { $shared.lock = $null }
}

function Clear-Lock($shared) {
  $lock = $shared.lock
  $shared.lock = $null
  if ($null -eq $lock -or -not (Test-OwnLock $lock)) { return $false }
  try { [IO.File]::Delete($lock.path); $true } catch { $false }
}
