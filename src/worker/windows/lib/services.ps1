# Windows services, by the functions that sc.exe and the Services window use. See README.md.

function Get-ServiceNative {
  Get-NativeType 'GorunServices' {
    $p = [IntPtr]; $u = [uint32]; $i = [int]; $s = [string]; $ref = [uint32].MakeByRefType()
    , @('advapi32.dll', 'OpenSCManagerW', $p, @($s, $s, $u))
    , @('advapi32.dll', 'OpenServiceW', $p, @($p, $s, $u))
    , @('advapi32.dll', 'CloseServiceHandle', $i, @(, $p))
    , @('advapi32.dll', 'QueryServiceConfigW', $i, @($p, $p, $u, $ref))
    , @('advapi32.dll', 'QueryServiceConfig2W', $i, @($p, $u, $p, $u, $ref))
    , @('advapi32.dll', 'QueryServiceStatusEx', $i, @($p, $u, $p, $u, $ref))
    , @('advapi32.dll', 'EnumDependentServicesW', $i, @($p, $u, $p, $u, $ref, $ref))
    , @('advapi32.dll', 'ChangeServiceConfigW', $i, @($p, $u, $u, $u, $s, $s, $p, $p, $s, $s, $s))
    , @('advapi32.dll', 'ChangeServiceConfig2W', $i, @($p, $u, $p))
    , @('advapi32.dll', 'CreateServiceW', $p, @($p, $s, $s, $u, $u, $u, $u, $s, $s, $p, $p, $s, $s))
    , @('advapi32.dll', 'DeleteService', $i, @(, $p))
    , @('advapi32.dll', 'StartServiceW', $i, @($p, $u, $p))
    , @('advapi32.dll', 'ControlService', $i, @($p, $u, $p))
  }
}

$script:ServiceStates = @{ 1 = 'stopped'; 2 = 'start_pending'; 3 = 'stop_pending'; 4 = 'started'; 5 = 'continue_pending'; 6 = 'pause_pending'; 7 = 'paused' }
$script:ServiceStarts = @{ 0 = 'boot'; 1 = 'system'; 2 = 'auto'; 3 = 'manual'; 4 = 'disabled' }
$script:ServiceErrors = @{ 0 = 'ignore'; 1 = 'normal'; 2 = 'severe'; 3 = 'critical' }
# In place of a number: leave it as it is.
$script:ServiceNoChange = [uint32]::MaxValue

function Get-ServiceNumber($words, [string]$word) {
  foreach ($number in $words.Keys) { if ($words[$number] -ceq $word) { return [uint32]$number } }
  throw "unknown: $word"
}

function Stop-ServiceCall([string]$what, [int]$code) {
  $fix = $(switch ($code) {
      5 { 'Connect as an administrator; some services of Windows belong to the system alone.' }
      1051 { 'Set force_dependent_services: true to stop what depends on it, too.' }
      1057 { 'Give the account as DOMAIN\user, or .\user for one of the host, with its password.' }
      1058 { 'Set start_mode to something else than disabled.' }
      1069 { 'Check username and password, and that the account has the right to log on as a service.' }
      1072 { 'Close the programs that hold the service open (the Services window, too), or restart the host.' }
      1053 { 'Look into the event log: the program did not answer like a service.' }
    })
  Fail-Call "${what}: $([ComponentModel.Win32Exception]::new($code).Message.Trim()) ($code)" @{ code = $code } $fix
}

# Gives $work the handle of the service, or null where there is none, and closes it.
function Use-Service([string]$name, [uint32]$access, [scriptblock]$work) {
  $native = Get-ServiceNative
  # 1: connect; with 2: create services, too.
  $manager = $native::OpenSCManagerW([NullString]::Value, [NullString]::Value, [uint32]1)
  if ($manager -eq [IntPtr]::Zero) { Stop-ServiceCall 'the services of the host cannot be reached' ([Runtime.InteropServices.Marshal]::GetLastWin32Error()) }
  $handle = [IntPtr]::Zero
  try {
    $handle = $native::OpenServiceW($manager, $name, $access)
    $code = [Runtime.InteropServices.Marshal]::GetLastWin32Error()
    # 1060: there is none; 123: nothing could be called so.
    if ($handle -eq [IntPtr]::Zero -and $code -notin 1060, 123) { Stop-ServiceCall "the service $name cannot be opened" $code }
    & $work $native $handle
  } finally {
    if ($handle -ne [IntPtr]::Zero) { [void]$native::CloseServiceHandle($handle) }
    [void]$native::CloseServiceHandle($manager)
  }
}

# Asks a function that fills a buffer; $read gets the filled memory and the second number that was told.
function Read-ServiceBuffer([string]$what, [scriptblock]$ask, [scriptblock]$read) {
  $size = [uint32]512
  for ($try = 0; $try -lt 4; $try++) {
    $memory = [Runtime.InteropServices.Marshal]::AllocHGlobal([int]$size)
    try {
      $told = @{ needed = [uint32]0; count = [uint32]0 }
      if ((& $ask $memory $size $told) -ne 0) { return & $read $memory $told.count }
      $code = [Runtime.InteropServices.Marshal]::GetLastWin32Error()
      # 122: the buffer is too small; 234: there is more.
      if ($code -notin 122, 234 -or $told.needed -le $size) { Stop-ServiceCall $what $code }
      $size = $told.needed
    } finally { [Runtime.InteropServices.Marshal]::FreeHGlobal($memory) }
  }
  throw "${what}: it grows faster than it is read"
}

function Read-WideText([IntPtr]$at) { if ($at -eq [IntPtr]::Zero) { '' } else { [Runtime.InteropServices.Marshal]::PtrToStringUni($at) } }

# Texts one after the other, an empty one at the end.
function Read-WideTexts([IntPtr]$at) {
  $texts = [Collections.Generic.List[string]]::new()
  while ($at -ne [IntPtr]::Zero) {
    $text = [Runtime.InteropServices.Marshal]::PtrToStringUni($at)
    if ($text.Length -eq 0) { break }
    $texts.Add($text)
    $at = [IntPtr]::Add($at, 2 * $text.Length + 2)
  }
  , $texts.ToArray()
}

function Get-ServiceStatus($native, [IntPtr]$handle) {
  Read-ServiceBuffer 'the state of the service cannot be read' {
    param($memory, $size, $told)
    $needed = [uint32]0
    $native::QueryServiceStatusEx($handle, [uint32]0, $memory, $size, [ref]$needed)
    $told.needed = $needed
  } {
    param($memory)
    $field = { param($at) [Runtime.InteropServices.Marshal]::ReadInt32($memory, 4 * $at) }
    @{ state = $script:ServiceStates[(& $field 1)]; accepts = (& $field 2); exitCode = (& $field 3); specific = (& $field 4); processId = (& $field 7) }
  }
}

# What is not stopped and needs this service to run.
function Get-ServiceDependents($native, [IntPtr]$handle) {
  Read-ServiceBuffer 'what depends on the service cannot be read' {
    param($memory, $size, $told)
    $needed = [uint32]0; $count = [uint32]0
    # 1: only active ones.
    $native::EnumDependentServicesW($handle, [uint32]1, $memory, $size, [ref]$needed, [ref]$count)
    $told.needed = $needed
    $told.count = $count
  } {
    param($memory, $count)
    # ENUM_SERVICE_STATUSW: two pointers and seven numbers, filled up to the width of a pointer.
    $width = 2 * [IntPtr]::Size + $(if ([IntPtr]::Size -eq 8) { 32 } else { 28 })
    , @(for ($index = 0; $index -lt $count; $index++) { Read-WideText ([Runtime.InteropServices.Marshal]::ReadIntPtr($memory, $index * $width)) })
  }
}

# A part of the configuration that has a number of its own; null where this Windows does not know it.
function Read-ServiceConfig2($native, [IntPtr]$handle, [uint32]$level, [scriptblock]$read) {
  try {
    Read-ServiceBuffer "the configuration of the service cannot be read ($level)" {
      param($memory, $size, $told)
      $needed = [uint32]0
      $native::QueryServiceConfig2W($handle, $level, $memory, $size, [ref]$needed)
      $told.needed = $needed
    } $read
  } catch {
    # 124: no such level; 87: the same, said by older ones.
    if ($_.TargetObject -is [hashtable] -and $_.TargetObject.detail.code -in 124, 87) { return $null }
    throw
  }
}

function Read-ServiceConfig($native, [IntPtr]$handle) {
  Read-ServiceBuffer 'the configuration of the service cannot be read' {
    param($memory, $size, $told)
    $needed = [uint32]0
    $native::QueryServiceConfigW($handle, $memory, $size, [ref]$needed)
    $told.needed = $needed
  } {
    param($memory)
    # QUERY_SERVICE_CONFIGW: three numbers, path, group, tag, dependencies, account, display name; pointers are aligned.
    $wide = [IntPtr]::Size -eq 8
    $at = $(if ($wide) { @(16, 24, 40, 48, 56) } else { @(12, 16, 24, 28, 32) })
    $pointer = { param($index) [Runtime.InteropServices.Marshal]::ReadIntPtr($memory, $at[$index]) }
    [ordered]@{
      type = [Runtime.InteropServices.Marshal]::ReadInt32($memory, 0)
      start_mode = $script:ServiceStarts[[Runtime.InteropServices.Marshal]::ReadInt32($memory, 4)]
      error_control = $script:ServiceErrors[[Runtime.InteropServices.Marshal]::ReadInt32($memory, 8)]
      path = Read-WideText (& $pointer 0); load_order_group = Read-WideText (& $pointer 1); dependencies = Read-WideTexts (& $pointer 2)
      username = Read-WideText (& $pointer 3); display_name = Read-WideText (& $pointer 4)
    }
  }
}

# All that is known of a service: @{exists; …}. See README.md.
function Get-ServiceFacts([string]$name) {
  # 13: its configuration, its state, what depends on it.
  Use-Service $name ([uint32]13) {
    param($native, $handle)
    if ($handle -eq [IntPtr]::Zero) { return [ordered]@{ exists = $false } }
    $config = Read-ServiceConfig $native $handle
    $status = Get-ServiceStatus $native $handle
    $facts = [ordered]@{ exists = $true }
    foreach ($key in 'path', 'display_name', 'username', 'start_mode', 'error_control', 'load_order_group', 'dependencies') { $facts[$key] = $config[$key] }
    if ($facts.start_mode -ceq 'auto' -and (Read-ServiceConfig2 $native $handle 3 { param($memory) [Runtime.InteropServices.Marshal]::ReadInt32($memory) }) -eq 1) { $facts.start_mode = 'delayed' }
    $facts.description = [string](Read-ServiceConfig2 $native $handle 1 { param($memory) Read-WideText ([Runtime.InteropServices.Marshal]::ReadIntPtr($memory)) })
    $facts.type = $config.type -band 0xff
    $facts.desktop_interact = ($config.type -band 0x100) -ne 0
    $facts.state = $status.state
    $facts.can_pause_and_continue = ($status.accepts -band 2) -ne 0
    $facts.dependents = Get-ServiceDependents $native $handle
    $facts
  }
}
