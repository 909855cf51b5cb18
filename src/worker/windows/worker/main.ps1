# The thread that reads: hands requests to the executor, watches time limits, cancels, renews the lock.
# $Reader: standard input behind the first line.

# Ends the running call with all processes that it started, tells why, and ends the worker: the controller starts a new one.
function Stop-Call($shared, $current, [string]$kind, [string]$message) {
  [Threading.Monitor]::Enter($shared.gate)
  if (-not [object]::ReferenceEquals($shared.current, $current)) { [Threading.Monitor]::Exit($shared.gate); return }
  $shared.ended = $true
  [void](Stop-Descendants $shared.pid $current.since $false)
  if ($null -ne $current.detached) { [void](Stop-ProcessTree $current.detached.processId) }
  $failure = [ordered]@{ kind = $kind; message = $message; detail = [ordered]@{ output = Get-CallOutput $shared } }
  $fields = ConvertTo-Wire ([ordered]@{ ok = $false; error = $failure; ms = [int]$current.clock.ElapsedMilliseconds })
  if ($null -ne $current.receipt) {
    $line = $(if ($current.secret) { '{"withheld":true}' } else { '{"outcome":' + $fields + '}' })
    try { [IO.File]::AppendAllText($current.receipt, $line + "`n", [Text.Encoding]::ASCII) } catch { }
  }
  $bytes = [Text.Encoding]::ASCII.GetBytes('{"id":' + $current.id + ',"n":' + $current.n + ',' + $fields.Substring(1) + "`n")
  $shared.out.Write($bytes, 0, $bytes.Length)
  $shared.out.Flush()
  [Environment]::Exit(3)
}

# `exit` in a script ends the executor's pipeline; what else may have ended it goes to standard error.
function Stop-WithExecutor($shared, $executor) {
  $current = $shared.current
  if ($null -ne $current) { Stop-Call $shared $current 'failed' 'the script called exit, which ends the whole worker' }
  $reason = $executor.shell.InvocationStateInfo.Reason
  if ($null -ne $reason) { [Console]::Error.WriteLine("gorun's executor ended: $($reason.Message)") }
  [Environment]::Exit(4)
}

function Test-Limits($shared, $executor) {
  $current = $shared.current
  if ($null -ne $current -and $null -ne $current.timeout -and $current.clock.Elapsed.TotalSeconds -gt $current.timeout) {
    Stop-Call $shared $current 'timeout' "$($current.fn) took longer than $($current.timeout) s and was ended with all that it had started"
  }
  if ($executor.running.IsCompleted) { Stop-WithExecutor $shared $executor }
}

function Write-Hello($shared) {
  $identity = [Security.Principal.WindowsIdentity]::GetCurrent()
  $administrator = ([Security.Principal.WindowsPrincipal]$identity).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
  Write-WireLine $shared (ConvertTo-Wire ([ordered]@{
        hello = 'gorun-worker'; protocol = 1; pid = $shared.pid; engine = "$($PSVersionTable.PSEdition) $($PSVersionTable.PSVersion)"
        computer = [Environment]::MachineName; user = $identity.Name; administrator = $administrator
      }))
}

# A line from the controller: a request, {"cancel":id}, or {"bye":true}.
function Receive-Line($shared, [string]$line) {
  if ($line.StartsWith('{"cancel":', [StringComparison]::Ordinal)) {
    $id = $line.Substring(10).TrimEnd('}', ' ')
    $shared.cancelled[$id] = $true
    $current = $shared.current
    if ($null -ne $current -and [string]$current.id -ceq $id) { Stop-Call $shared $current 'cancelled' "$($current.fn) was cancelled and ended with all that it had started" }
  } elseif ($line.StartsWith('{"bye":', [StringComparison]::Ordinal)) {
    $lock = $shared.lock
    if ($null -ne $lock -and (Test-OwnLock $lock)) {
      $root = [IO.Path]::GetDirectoryName($lock.path)
      Set-KeptFree $root
      [void](Clear-Lock $shared)
      Clear-FreeKept $root
    }
    [Environment]::Exit(0)
  } elseif ($line.Length -gt 0) {
    $shared.asked = $shared.asked + 1
    $shared.queue.Add($line)
  }
}

function Start-ExecutorThread($shared, [string]$source) {
  $runspace = [Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace([Management.Automation.Runspaces.InitialSessionState]::CreateDefault2())
  $runspace.ThreadOptions = [Management.Automation.Runspaces.PSThreadOptions]::UseNewThread
  $runspace.Open()
  $runspace.SessionStateProxy.SetVariable('GorunShared', $shared)
  $shell = [Management.Automation.PowerShell]::Create()
  $shell.Runspace = $runspace
  [void]$shell.AddScript($source, $false)
  @{ shell = $shell; running = $shell.BeginInvoke() }
}

function Start-Worker($reader, [string]$executorSource) {
  $self = [Diagnostics.Process]::GetCurrentProcess()
  $shared = [hashtable]::Synchronized(@{
      out = [Console]::OpenStandardOutput(); gate = [object]::new(); ended = $false; closing = $false
      queue = [Collections.Concurrent.BlockingCollection[string]]::new(); cancelled = [hashtable]::Synchronized(@{})
      asked = 0; finished = 0; current = $null; lock = $null
      log = [Text.StringBuilder]::new(); console = [IO.StringWriter]::new()
      pid = $self.Id; started = $self.StartTime.ToFileTimeUtc().ToString([Globalization.CultureInfo]::InvariantCulture)
    })
  [Console]::SetOut($shared.console)
  [Console]::SetIn([IO.TextReader]::Null)
  $executor = Start-ExecutorThread $shared $executorSource
  Write-Hello $shared
  $renewed = [Diagnostics.Stopwatch]::StartNew()
  $reading = $reader.ReadLineAsync()
  while ($true) {
    $lock = $shared.lock
    # -1: nothing to watch, wait for the next line.
    $wait = $(if ($shared.asked -gt $shared.finished) { 100 } elseif ($null -ne $lock) { $lock.every } else { -1 })
    try { $arrived = $reading.Wait($wait) } catch { break }
    if ($arrived) {
      $line = $reading.Result
      if ($null -eq $line) { break }
      Receive-Line $shared $line
      $reading = $reader.ReadLineAsync()
    }
    Test-Limits $shared $executor
    if ($null -ne $lock -and $renewed.ElapsedMilliseconds -ge $lock.every) { Update-LockLease $shared; $renewed.Restart() }
  }
  # The controller is gone. A step that changes the host is let finish: its receipt then tells what became of it. The lock stays.
  $shared.closing = $true
  $shared.queue.CompleteAdding()
  while ($true) {
    $current = $shared.current
    if ($null -eq $current -or $null -eq $current.receipt) { [Environment]::Exit(0) }
    Test-Limits $shared $executor
    if ($null -ne $shared.lock) { Update-LockLease $shared }
    [Threading.Thread]::Sleep(100)
  }
}

# The second line is the executor's source, packed as the first.
$packed = [IO.MemoryStream]::new([Convert]::FromBase64String($Reader.ReadLine()))
$unpacked = [IO.StreamReader]::new([IO.Compression.GZipStream]::new($packed, [IO.Compression.CompressionMode]::Decompress))
Start-Worker $Reader $unpacked.ReadToEnd()
