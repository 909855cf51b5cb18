# The thread that runs calls, one after the other, in a runspace of its own.

# A child must neither read the protocol's input nor write into its output: what it inherits unasked leads nowhere.
function Close-StandardHandles {
  $native = Get-Native
  # Read and write, shared, open existing.
  $nowhere = $native::CreateFileW('NUL', [uint32]3221225472, [uint32]3, [IntPtr]::Zero, [uint32]3, [uint32]0, [IntPtr]::Zero)
  if ($nowhere.ToInt64() -eq -1) { return }
  foreach ($which in -10, -11) {
    # Not inheritable any more: else each child holds our pipe open beyond our end.
    [void]$native::SetHandleInformation($native::GetStdHandle($which), [uint32]1, [uint32]0)
    [void]$native::SetStdHandle($which, $nowhere)
  }
}

function Write-Skipped($id, [int]$n, [string]$kind, [string]$message) {
  Write-WireLine $script:Shared ('{"id":' + $id + ',"n":' + $n + ',"ok":false,"error":' + (ConvertTo-Wire ([ordered]@{ kind = $kind; message = $message })) + ',"ms":0}')
}

function Invoke-Request([string]$line) {
  $request = ConvertFrom-Wire $line
  $id = $request.id
  if ($null -ne $request.code) { foreach ($hash in @($request.code.Keys)) { $script:Sources[$hash] = $request.code[[object]$hash] } }
  $failed = $false
  $n = 0
  foreach ($call in $request.calls) {
    if ($script:Shared.closing) { return }
    if ($script:Shared.cancelled.ContainsKey([string]$id)) { Write-Skipped $id $n 'cancelled' 'cancelled before it started' }
    elseif ($failed -and $call.needs -ceq 'previous') { Write-Skipped $id $n 'skipped' 'not run: the call before it failed' }
    else { $failed = -not (Invoke-Call $id $n $call) }
    $n++
  }
  Write-WireLine $script:Shared ('{"id":' + $id + ',"done":true}')
}

function Start-Executor {
  # Where a policy forbids such calls, only what needs them fails.
  try { Close-StandardHandles } catch { [Console]::Error.WriteLine("gorun: the standard handles stay open: $(Get-Reason $_)") }
  $script:RegistryVariables = Read-RegistryVariables
  foreach ($line in $script:Shared.queue.GetConsumingEnumerable()) {
    try { Invoke-Request $line }
    catch {
      # Only a line that is not a request comes here: what a call does wrong is its outcome.
      Write-WireLine $script:Shared ('{"broken":' + (ConvertTo-Wire (Get-Reason $_)) + '}')
    }
    $script:Shared.finished = $script:Shared.finished + 1
  }
}

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$script:Shared = $GorunShared
$script:Worker = [ordered]@{ pid = $GorunShared.pid; started = $GorunShared.started }
Start-Executor
