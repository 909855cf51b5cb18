# After a lost connection: what became of a step? Answered from its receipt, never by running it again.

function Find-InReceipt($lines, [string]$name) {
  for ($index = $lines.Length - 1; $index -ge 0; $index--) {
    if ($null -ne $lines[$index][[object]$name]) { return , $lines[$index][[object]$name] }
  }
  $null
}

# Waits for the worker that had started the step, as long as it lives and has not written the outcome.
function Wait-FormerWorker([string]$path) {
  while ($true) {
    $lines = Read-Receipt $path
    $outcome = Find-InReceipt $lines 'outcome'
    $former = Find-InReceipt $lines 'worker'
    if ($null -ne $outcome -or $null -eq $former -or (Find-InReceipt $lines 'withheld')) { return , $lines }
    if (-not (Test-ProcessAlive $former.pid $former.started)) { return , (Read-Receipt $path) }
    [Threading.Thread]::Sleep(200)
  }
}

# Waits for a detached process; its exit code, or null where it had ended before we came.
function Wait-FormerProcess($process) {
  $handle = Open-ProcessHandle $process.processId $process.started
  if ($handle -eq [IntPtr]::Zero) { return $null }
  $native = Get-Native
  $code = [Runtime.InteropServices.Marshal]::AllocHGlobal(4)
  try {
    for ($waited = 0; $native::WaitForSingleObject($handle, [uint32]500) -eq 258; $waited++) {
      if ($waited % 10 -eq 0) { Send-Progress @{ waiting = "process $($process.processId), started before the connection was lost" } }
    }
    [void]$native::GetExitCodeProcess($handle, $code)
    [Runtime.InteropServices.Marshal]::ReadInt32($code)
  } finally {
    [Runtime.InteropServices.Marshal]::FreeHGlobal($code)
    [void]$native::CloseHandle($handle)
  }
}

# $p: run, id, code (hash), args of the call. Value: `state` none | finished (with `outcome`) | unsettled (with what is known).
function Invoke-Settle($p) {
  $path = Get-ReceiptPath $p.run $p.id
  $void = ConvertTo-Wire ([ordered]@{ void = $script:Worker; at = [DateTime]::UtcNow })
  try {
    Add-ReceiptLine $path $void ([IO.FileMode]::CreateNew)
    return [ordered]@{ state = 'none' }
  } catch [IO.IOException] { }
  $lines = Wait-FormerWorker $path
  $outcome = Find-InReceipt $lines 'outcome'
  if ($null -ne $outcome) { return [ordered]@{ state = 'finished'; outcome = $outcome } }
  if ($null -eq (Find-InReceipt $lines 'intent')) {
    Add-ReceiptLine $path $void ([IO.FileMode]::Open)
    return [ordered]@{ state = 'none' }
  }
  $process = Find-InReceipt $lines 'detached'
  if ($null -eq $process -or (Find-InReceipt $lines 'withheld')) { return [ordered]@{ state = 'unsettled'; receipt = $path } }
  $exitCode = Wait-FormerProcess $process
  $function = $(if ($p.code) { Get-CodeFunction $p.code 'Settle' } else { $null })
  if ($null -eq $function) { return [ordered]@{ state = 'unsettled'; receipt = $path; exitCode = $exitCode; log = $process.log } }
  $clock = [Diagnostics.Stopwatch]::StartNew()
  $given = [ordered]@{ args = $p.args; exitCode = $exitCode; log = $process.log; process = $process }
  $outcome = Get-Outcome { Invoke-CodeFunction $p.code 'Settle' $given } $clock
  $line = $(if ((Find-InReceipt $lines 'intent').secret) { '{"withheld":true}' } else { ConvertTo-Wire ([ordered]@{ outcome = $outcome; settled = $true }) })
  Add-ReceiptLine $path $line ([IO.FileMode]::Open)
  [ordered]@{ state = 'finished'; outcome = $outcome }
}
