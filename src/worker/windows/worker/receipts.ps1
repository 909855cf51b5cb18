# Receipts: one file per step, receipts\<run>\<step>.jsonl. Lines are only ever added, each flushed to disk: the intent before
# the step, `detached` when it started a process that outlives us, `outcome` at its end. CreateNew makes the first line a claim.

function Get-ReceiptPath([string]$run, [string]$id) {
  $names = foreach ($name in $run, $id) {
    $safe = [regex]::Replace($name, '[^A-Za-z0-9._-]', '_').Trim('.')
    if ($safe.Length -gt 60) { $safe = $safe.Substring($safe.Length - 60).Trim('.') }
    # Two ids that differ only in replaced characters or case must not share a file.
    if ($safe -cne $name -or $name -cmatch '[A-Z]') {
      $sha = [Security.Cryptography.SHA256]::Create()
      $hash = [BitConverter]::ToString($sha.ComputeHash([Text.Encoding]::UTF8.GetBytes($name)), 0, 5).Replace('-', '').ToLowerInvariant()
      $safe = "$safe.$hash"
    }
    $safe
  }
  $folder = [IO.Path]::Combine((Get-StateFolder 'receipts'), $names[0])
  if (-not [IO.Directory]::Exists($folder)) { [void][IO.Directory]::CreateDirectory($folder) }
  [IO.Path]::Combine($folder, $names[1] + '.jsonl')
}

function Add-ReceiptLine([string]$path, [string]$text, [IO.FileMode]$mode) {
  $bytes = [Text.Encoding]::ASCII.GetBytes($text + "`n")
  $stream = [IO.FileStream]::new($path, $mode, [IO.FileAccess]::Write, [IO.FileShare]::ReadWrite)
  try {
    [void]$stream.Seek(0, [IO.SeekOrigin]::End)
    $stream.Write($bytes, 0, $bytes.Length)
    $stream.Flush($true)
  } finally { $stream.Dispose() }
}

# A list of the lines as dictionaries; a last line that was cut short is left out.
function Read-Receipt([string]$path) {
  try { $stream = [IO.FileStream]::new($path, [IO.FileMode]::Open, [IO.FileAccess]::Read, [IO.FileShare]::ReadWrite) }
  catch [IO.FileNotFoundException] { return , @() }
  $reader = [IO.StreamReader]::new($stream)
  try { $text = $reader.ReadToEnd() } finally { $reader.Dispose() }
  $lines = $text.Split([char]10)
  , @(for ($index = 0; $index -lt $lines.Length - 1; $index++) { ConvertFrom-Wire $lines[$index] })
}

# Claims a step before it runs. A receipt that is there already means that the step was claimed before: never run it twice.
function Open-Receipt($intent, [string]$code, [string]$fn) {
  $path = Get-ReceiptPath $intent.run $intent.id
  $line = [ordered]@{ intent = $intent; code = $code; fn = $fn; at = [DateTime]::UtcNow; worker = $script:Worker }
  try { Add-ReceiptLine $path (ConvertTo-Wire $line) ([IO.FileMode]::CreateNew) }
  catch [IO.IOException] {
    $before = Read-Receipt $path
    $last = $before[$before.Length - 1]
    # Settled here as never started: the claim is ours.
    if ($null -eq $last -or $null -eq $last.void -or $last.void.pid -ne $script:Worker.pid -or $last.void.started -cne $script:Worker.started) {
      throw @{ gorun = 'failure'; kind = 'unsettled'; message = "the step $($intent.id) was started before and is not repeated"; detail = @{ receipt = $path } }
    }
    Add-ReceiptLine $path (ConvertTo-Wire $line) ([IO.FileMode]::Open)
  }
  $path
}

function Invoke-ReadReceipt($p) {
  $path = Get-ReceiptPath $p.run $p.id
  [ordered]@{ path = $path; lines = (Read-Receipt $path) }
}

# Receipts of runs that nobody settles any more: 60 days without a new line.
function Clear-OldReceipts {
  $oldest = [DateTime]::UtcNow.AddDays(-60)
  foreach ($folder in [IO.Directory]::GetDirectories((Get-StateFolder 'receipts'))) {
    try { if ([IO.Directory]::GetLastWriteTimeUtc($folder) -lt $oldest) { [IO.Directory]::Delete($folder, $true) } } catch { }
  }
}
