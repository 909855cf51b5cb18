# One call: its receipt, its streams, its outcome.

$script:Builtin = @{
  'ping' = { param($p) , $p }
  'lock' = { param($p) Invoke-Lock $p }
  'unlock' = { param($p) Invoke-Unlock $p }
  'receipt' = { param($p) Invoke-ReadReceipt $p }
  'settle' = { param($p) Invoke-Settle $p }
  'file.put' = { param($p) Invoke-PutChunk $p }
  'file.end' = { param($p) Invoke-PutEnd $p }
  'file.get' = { param($p) Invoke-GetChunk $p }
  'environment' = { param($p) Invoke-RefreshEnvironment $p }
  'boot' = { param($p) Get-BootTime }
}

# When the system started, as a text that is the same until the next start. The services' process starts with the system; where
# the account may not look at it, the clock minus the time since start, to the minute.
function Get-BootTime {
  foreach ($process in [Diagnostics.Process]::GetProcessesByName('services')) {
    try { return [ordered]@{ boot = 'services:' + $process.StartTime.ToUniversalTime().ToString('o') } } catch { }
  }
  $up = [TimeSpan]::FromSeconds([Diagnostics.Stopwatch]::GetTimestamp() / [Diagnostics.Stopwatch]::Frequency)
  [ordered]@{ boot = 'about:' + [DateTime]::UtcNow.Subtract($up).ToString('yyyy-MM-ddTHH:mm') }
}

function Send-Progress($news) {
  $current = $script:Shared.current
  if ($null -eq $current) { return }
  Write-WireLine $script:Shared ('{"id":' + $current.id + ',"n":' + $current.n + ',"progress":' + (ConvertTo-Wire $news) + '}')
}

# A process that outlives the connection is named in the receipt of the running step before anything waits for it.
function Register-Detached($process) {
  $current = $script:Shared.current
  if ($null -eq $current) { return }
  $current.detached = $process
  if ($null -ne $current.receipt) { Add-ReceiptLine $current.receipt (ConvertTo-Wire @{ detached = $process }) ([IO.FileMode]::Open) }
}

function ConvertTo-OutputLine($item) {
  if ($item -is [Management.Automation.ErrorRecord]) { return "error: $(Get-Reason $item)`n" }
  if ($item -is [Management.Automation.WarningRecord]) { return "warning: $($item.Message)`n" }
  if ($item -is [Management.Automation.InformationRecord]) { return "$($item.MessageData)`n" }
  if ($item -is [Management.Automation.VerboseRecord] -or $item -is [Management.Automation.DebugRecord]) { return "$($item.Message)`n" }
  $null
}

# Runs the block with all streams merged; its value is the last thing that was written to the output.
function Get-LastOutput([scriptblock]$work) {
  $last = @{ value = $null; any = $false }
  & $work *>&1 | & {
    process {
      $line = ConvertTo-OutputLine $_
      if ($null -ne $line) { Add-CallOutput $script:Shared $line; return }
      if ($last.any -and $null -ne $last.value) { Add-CallOutput $script:Shared "$($last.value)`n" }
      $last.value = $_
      $last.any = $true
    }
  }
  , $last.value
}

# {ok, value | error, ms}: the shape of every outcome, on the wire and in receipts.
function Get-Outcome([scriptblock]$work, $clock) {
  try {
    $value = Get-LastOutput $work
    return [ordered]@{ ok = $true; value = $value; ms = [int]$clock.ElapsedMilliseconds }
  } catch {
    $failure = ConvertTo-CallError $_
  }
  $said = Get-CallOutput $script:Shared
  if ($said) {
    if ($null -eq $failure.detail) { $failure.detail = [ordered]@{} }
    $failure.detail.output = $said
  }
  [ordered]@{ ok = $false; error = $failure; ms = [int]$clock.ElapsedMilliseconds }
}

function Get-Fields($outcome) {
  try { $text = ConvertTo-Wire $outcome }
  catch { $text = ConvertTo-Wire ([ordered]@{ ok = $false; error = [ordered]@{ kind = 'failed'; message = "the value cannot be sent: $(Get-Reason $_)" }; ms = $outcome.ms }) }
  if ($text.Length -gt 16777216) {
    $text = ConvertTo-Wire ([ordered]@{ ok = $false; error = [ordered]@{ kind = 'failed'; message = "the value is too large to be sent: $($text.Length) characters" }; ms = $outcome.ms })
  }
  $text
}

# What probes of one request share. Probes only read: until another call runs, what one has seen the next would see again.
$script:Memo = @{ request = $null; seen = @{} }
function Get-ProbeMemo { , $script:Memo.seen }

# Sets variables of the process and gives what they were, so that the same function puts them back.
function Set-ProcessVariables($variables) {
  $before = [ordered]@{}
  if ($null -eq $variables) { return $before }
  foreach ($name in @($variables.Keys)) {
    $before[$name] = [Environment]::GetEnvironmentVariable($name)
    $value = $variables[[object]$name]
    # PowerShell makes an empty text of a plain $null, and newer .NET keeps an empty variable.
    if ($null -eq $value) { [Environment]::SetEnvironmentVariable($name, [NullString]::Value) }
    else { [Environment]::SetEnvironmentVariable($name, [string]$value) }
  }
  $before
}

# What a step says that was given a secret may hold it: then the receipt tells only that the step ended.
function Get-OutcomeLine($state, [string]$fields) {
  if ($state.secret) { return '{"withheld":true}' }
  '{"outcome":' + $fields + '}'
}

# Answers one call; tells whether it went well.
function Invoke-Call($id, [int]$n, $call) {
  $shared = $script:Shared
  if ($script:Memo.request -ne $id -or [string]$call.fn -cne 'Probe') { $script:Memo = @{ request = $id; seen = @{} } }
  Clear-CallOutput $shared
  $clock = [Diagnostics.Stopwatch]::StartNew()
  $state = @{ id = $id; n = $n; fn = [string]$call.fn; clock = $clock; timeout = $call.timeout; since = [DateTime]::UtcNow.ToFileTimeUtc(); receipt = $null; secret = $false; detached = $null }
  $shared.current = $state
  $variables = Set-ProcessVariables $call.env
  $outcome = Get-Outcome {
    if ($null -ne $call.intent) {
      $state.secret = [bool]$call.intent.secret
      $state.receipt = Open-Receipt $call.intent $call.code $call.fn
    }
    if ($call.code) { Invoke-CodeFunction $call.code $call.fn $call.args }
    else {
      $function = $script:Builtin[[string]$call.fn]
      if ($null -eq $function) { throw @{ gorun = 'failure'; kind = 'protocol'; message = "the worker has no function $($call.fn)" } }
      & $function $call.args
    }
  } $clock
  [void](Set-ProcessVariables $variables)
  $fields = Get-Fields $outcome
  if ($null -ne $state.receipt -and -not $shared.ended) {
    try { Add-ReceiptLine $state.receipt (Get-OutcomeLine $state $fields) ([IO.FileMode]::Open) } catch { }
  }
  $shared.current = $null
  Write-WireLine $shared ('{"id":' + $id + ',"n":' + $n + ',' + $fields.Substring(1))
  $outcome.ok
}
