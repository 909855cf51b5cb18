# Programs: argument lists, never a shell. See README.md.

# The rules of CommandLineToArgvW, which nearly every program's runtime follows: backslashes count only before a quote.
function ConvertTo-CommandLine([string[]]$arguments) {
  $builder = [Text.StringBuilder]::new()
  foreach ($argument in $arguments) {
    if ($builder.Length -gt 0) { [void]$builder.Append(' ') }
    if ($argument.IndexOf([char]0) -ge 0) { throw 'an argument of a program cannot hold the character U+0000' }
    if ($argument.Length -gt 0 -and $argument.IndexOfAny([char[]]" `t`n`v`r`"") -lt 0) { [void]$builder.Append($argument); continue }
    $quoted = [regex]::Replace($argument, '(\\*)"', '$1$1\"')
    $quoted = [regex]::Replace($quoted, '(\\+)\z', '$1$1')
    [void]$builder.Append('"').Append($quoted).Append('"')
  }
  $builder.ToString()
}

# msiexec reads its command line itself: NAME="va""lue".
function Format-MsiProperty([string]$name, [string]$value) {
  if ($name -cnotmatch '\A[A-Z_][A-Z0-9_.]*\z') { throw "not the name of a public installer property: $name" }
  $name + '="' + $value.Replace('"', '""') + '"'
}

# UTF-8 where the bytes are valid UTF-8, else the console's code page.
function ConvertFrom-ProgramOutput([byte[]]$bytes, [int]$count) {
  try { return [Text.UTF8Encoding]::new($false, $true).GetString($bytes, 0, $count) } catch { }
  try { $codePage = [Text.Encoding]::GetEncoding([Globalization.CultureInfo]::CurrentCulture.TextInfo.OEMCodePage) }
  catch { $codePage = [Text.Encoding]::GetEncoding(28591) }
  $codePage.GetString($bytes, 0, $count)
}

# One output of a child: what arrived so far, kept up to a limit.
function New-OutputReader($stream, [int]$limit) {
  $reader = @{ stream = $stream; buffer = [byte[]]::new(65536); kept = [IO.MemoryStream]::new(); limit = $limit; truncated = $false; ended = $false; task = $null }
  $reader.task = $stream.ReadAsync($reader.buffer, 0, 65536)
  $reader
}

function Read-ProgramOutput($reader, $onOutput) {
  if ($reader.ended -or -not $reader.task.IsCompleted) { return }
  $count = $(if ($reader.task.IsFaulted) { 0 } else { $reader.task.Result })
  if ($count -eq 0) { $reader.ended = $true; return }
  $room = $reader.limit - $reader.kept.Length
  if ($count -gt $room) { $reader.truncated = $true }
  if ($room -gt 0) { $reader.kept.Write($reader.buffer, 0, [Math]::Min($count, $room)) }
  if ($null -ne $onOutput) { [void](& $onOutput (ConvertFrom-ProgramOutput $reader.buffer $count)) }
  $reader.task = $reader.stream.ReadAsync($reader.buffer, 0, 65536)
}

function Get-ProgramOutput($reader) { ConvertFrom-ProgramOutput $reader.kept.GetBuffer() $reader.kept.Length }

function New-StartInfo([string]$file, [string]$commandLine, [string]$folder, $environment) {
  $info = [Diagnostics.ProcessStartInfo]::new($file, $commandLine)
  $info.UseShellExecute = $false
  $info.CreateNoWindow = $true
  if ($folder) { $info.WorkingDirectory = $folder }
  if ($null -ne $environment) {
    foreach ($name in @($environment.Keys)) {
      if ($null -eq $environment[[object]$name]) { $info.EnvironmentVariables.Remove($name) }
      else { $info.EnvironmentVariables[$name] = [string]$environment[[object]$name] }
    }
  }
  $info
}

function Invoke-Process {
  param([string]$File, [string[]]$Arguments, [string]$CommandLine, [string]$Folder, $Environment, [double]$TimeLimit, [string]$InputText, [int]$OutputLimit = 1048576, $OnOutput)
  if (-not $PSBoundParameters.ContainsKey('CommandLine')) { $CommandLine = ConvertTo-CommandLine $Arguments }
  $info = New-StartInfo $File $CommandLine $Folder $Environment
  $info.RedirectStandardInput = $true
  $info.RedirectStandardOutput = $true
  $info.RedirectStandardError = $true
  $clock = [Diagnostics.Stopwatch]::StartNew()
  try { $process = [Diagnostics.Process]::Start($info) }
  catch { Fail-Call "$File cannot be started: $(Get-Reason $_)" @{ file = $File } }
  $inputBytes = [Text.UTF8Encoding]::new($false).GetBytes($InputText)
  $writing = $process.StandardInput.BaseStream.WriteAsync($inputBytes, 0, $inputBytes.Length)
  $inputOpen = $true
  $out = New-OutputReader $process.StandardOutput.BaseStream $OutputLimit
  $err = New-OutputReader $process.StandardError.BaseStream $OutputLimit
  $timedOut = $false
  $exitedAt = -1
  while (-not ($out.ended -and $err.ended)) {
    if ($inputOpen -and $writing.IsCompleted) {
      $inputOpen = $false
      try { $process.StandardInput.BaseStream.Dispose() } catch { }
    }
    $tasks = [Threading.Tasks.Task[]]@(foreach ($reader in $out, $err) { if (-not $reader.ended) { $reader.task } })
    [void][Threading.Tasks.Task]::WaitAny($tasks, 100)
    Read-ProgramOutput $out $OnOutput
    Read-ProgramOutput $err $OnOutput
    if ($TimeLimit -gt 0 -and $clock.Elapsed.TotalSeconds -gt $TimeLimit) {
      $timedOut = $true
      [void](Stop-ProcessTree $process.Id)
      break
    }
    # A grandchild that inherited the pipes may hold them open for ever.
    if ($process.HasExited) {
      if ($exitedAt -lt 0) { $exitedAt = $clock.ElapsedMilliseconds }
      if ($clock.ElapsedMilliseconds - $exitedAt -gt 2000) { break }
    }
  }
  while (-not $process.WaitForExit(100)) {
    if ($TimeLimit -gt 0 -and -not $timedOut -and $clock.Elapsed.TotalSeconds -gt $TimeLimit) {
      $timedOut = $true
      [void](Stop-ProcessTree $process.Id)
    }
  }
  $result = @{
    exitCode = $process.ExitCode; stdout = (Get-ProgramOutput $out); stderr = (Get-ProgramOutput $err)
    truncated = ($out.truncated -or $err.truncated); timedOut = $timedOut; ms = [int]$clock.ElapsedMilliseconds; processId = $process.Id
  }
  $process.Dispose()
  $result
}

# The full path that a fresh process would find, by PATH and PATHEXT; the present folder is not searched.
function Find-Program([string]$name, [string]$path) {
  if (-not $path) { $path = [Environment]::GetEnvironmentVariable('PATH') }
  $endings = [string][Environment]::GetEnvironmentVariable('PATHEXT')
  if (-not $endings) { $endings = '.COM;.EXE;.BAT;.CMD' }
  $endings = @('') + $endings.Split([char[]]';', [StringSplitOptions]::RemoveEmptyEntries)
  if (-not [IO.Path]::HasExtension($name)) { $endings = $endings[1..($endings.Length - 1)] }
  foreach ($entry in $path.Split(';')) {
    $folder = [Environment]::ExpandEnvironmentVariables($entry.Trim().Trim('"'))
    if (-not $folder -or $folder.IndexOfAny([IO.Path]::GetInvalidPathChars()) -ge 0) { continue }
    foreach ($ending in $endings) {
      $file = [IO.Path]::Combine($folder, $name + $ending)
      if ([IO.File]::Exists($file)) { return $file }
    }
  }
  $null
}

# --- processes that outlive a lost connection ---

# sshd ends all processes of a session through a job, unless one leaves it; WinRM's job cannot be left, there WMI starts it.
function Start-OutsideJob([string]$program, [string]$wholeLine, [string]$folder) {
  $native = Get-Native
  $wide = [IntPtr]::Size -eq 8
  # STARTUPINFOW: 104 bytes on 64 bits, 68 on 32, only its size filled in. PROCESS_INFORMATION: two handles, two numbers.
  $size = $(if ($wide) { 104 } else { 68 })
  $memory = [Runtime.InteropServices.Marshal]::AllocHGlobal($size + 32)
  try {
    for ($at = 0; $at -lt $size + 32; $at += 4) { [Runtime.InteropServices.Marshal]::WriteInt32($memory, $at, 0) }
    [Runtime.InteropServices.Marshal]::WriteInt32($memory, $size)
    $result = [IntPtr]::Add($memory, $size)
    # Breakaway from the job, no window, a group of its own; no handle is inherited.
    $flags = [uint32]0x09000200
    # Without a folder: the system's own, so that no relative path of ours decides anything.
    if (-not $folder) { $folder = [Environment]::SystemDirectory }
    if ($native::CreateProcessW($program, [Text.StringBuilder]::new($wholeLine, 32768), [IntPtr]::Zero, [IntPtr]::Zero, 0, $flags, [IntPtr]::Zero, $folder, $memory, $result) -eq 0) {
      $code = [Runtime.InteropServices.Marshal]::GetLastWin32Error()
      # 5: access denied, the job may not be left.
      if ($code -eq 5) { return $null }
      Fail-Call "$program cannot be started: $([ComponentModel.Win32Exception]::new($code).Message)" @{ file = $program; code = $code }
    }
    [void]$native::CloseHandle([Runtime.InteropServices.Marshal]::ReadIntPtr($result, [IntPtr]::Size))
    @{ handle = [Runtime.InteropServices.Marshal]::ReadIntPtr($result); processId = [Runtime.InteropServices.Marshal]::ReadInt32($result, 2 * [IntPtr]::Size) }
  } finally { [Runtime.InteropServices.Marshal]::FreeHGlobal($memory) }
}

function Start-ThroughWmi([string]$wholeLine, [string]$folder) {
  try {
    $locator = [Activator]::CreateInstance([Type]::GetTypeFromProgID('WbemScripting.SWbemLocator', $true))
    $class = $locator.ConnectServer('.', 'root\cimv2').Get('Win32_Process')
    $in = $class.Methods_.Item('Create').InParameters.SpawnInstance_()
    $in.Properties_.Item('CommandLine').Value = $wholeLine
    if ($folder) { $in.Properties_.Item('CurrentDirectory').Value = $folder }
    $answer = $class.ExecMethod_('Create', $in)
    if ([int]$answer.Properties_.Item('ReturnValue').Value -ne 0) { return $null }
    $processId = [int]$answer.Properties_.Item('ProcessId').Value
    @{ handle = (Open-ProcessHandle $processId ''); processId = $processId }
  } catch { $null }
}

function Start-Detached {
  param([string]$File, [string[]]$Arguments, [string]$CommandLine, [string]$Folder, [string]$Log)
  if (-not $PSBoundParameters.ContainsKey('CommandLine')) { $CommandLine = ConvertTo-CommandLine $Arguments }
  $program = $File
  if (-not [IO.Path]::IsPathRooted($File)) { $program = Find-Program $File }
  if (-not $program) { Fail-Call "$File is not found in PATH" @{ file = $File } }
  $wholeLine = ('"' + $program + '" ' + $CommandLine).TrimEnd()
  if ($wholeLine.Length -gt 32766) { Fail-Call 'the command line is longer than 32,766 characters' }
  $how = 'breakaway'
  $started = Start-OutsideJob $program $wholeLine $Folder
  if ($null -eq $started) { $how = 'wmi'; $started = Start-ThroughWmi $wholeLine $Folder }
  if ($null -eq $started) {
    $how = 'attached'
    $process = [Diagnostics.Process]::Start((New-StartInfo $program $CommandLine $Folder $null))
    $started = @{ handle = (Open-ProcessHandle $process.Id ''); processId = $process.Id }
  }
  $since = $(if ($started.handle -ne [IntPtr]::Zero) { Get-ProcessStart $started.handle } else { $null })
  $process = [ordered]@{ processId = $started.processId; started = $since; how = $how; log = $Log }
  Register-Detached $process
  $process.handle = $started.handle
  $process
}

function Wait-Detached {
  param($Process, [double]$TimeLimit, $OnTick)
  $native = Get-Native
  $clock = [Diagnostics.Stopwatch]::StartNew()
  if ($null -eq $Process.handle -or $Process.handle -eq [IntPtr]::Zero) { return @{ exitCode = $null; timedOut = $false; ms = 0 } }
  $timedOut = $false
  $ticked = 0
  while ($native::WaitForSingleObject($Process.handle, [uint32]100) -eq 258) {
    $seconds = [int][Math]::Floor($clock.Elapsed.TotalSeconds)
    if ($null -ne $OnTick -and $seconds -gt $ticked) { $ticked = $seconds; [void](& $OnTick $seconds) }
    if ($TimeLimit -gt 0 -and -not $timedOut -and $clock.Elapsed.TotalSeconds -gt $TimeLimit) {
      $timedOut = $true
      [void](Stop-ProcessTree $Process.processId)
    }
  }
  $code = [Runtime.InteropServices.Marshal]::AllocHGlobal(4)
  try {
    [void]$native::GetExitCodeProcess($Process.handle, $code)
    $exitCode = [Runtime.InteropServices.Marshal]::ReadInt32($code)
  } finally { [Runtime.InteropServices.Marshal]::FreeHGlobal($code) }
  [void]$native::CloseHandle($Process.handle)
  $Process.handle = [IntPtr]::Zero
  @{ exitCode = $exitCode; timedOut = $timedOut; ms = [int]$clock.ElapsedMilliseconds }
}
