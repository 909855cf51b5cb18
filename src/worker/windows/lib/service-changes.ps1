# Makes, configures, starts, stops and removes services. Needs: services, registry.

$script:ServiceControls = @{ stopped = @([uint32]1, 'stopped'); paused = @([uint32]2, 'paused'); continued = @([uint32]3, 'started') }

# Texts one after the other, an empty one at the end; $null: leave as it is. To be freed by the caller.
function ConvertTo-WideTexts($texts) {
  if ($null -eq $texts) { return [IntPtr]::Zero }
  [Runtime.InteropServices.Marshal]::StringToHGlobalUni(-join @(foreach ($text in $texts) { "$text$([char]0)" }) + [char]0)
}

# What was not given stays as it is; PowerShell would make an empty text of null.
function Get-TextOrNull($text) { if ($null -eq $text) { [NullString]::Value } else { [string]$text } }

function Get-NumberOrSame($words, $word) { if ($null -eq $word) { $script:ServiceNoChange } else { Get-ServiceNumber $words $word } }

function Get-StartNumber($mode) { Get-NumberOrSame $script:ServiceStarts $(if ($mode -ceq 'delayed') { 'auto' } else { $mode }) }

# 16: a process of its own; 256: it may show windows.
function Get-TypeNumber($set, $facts) {
  if ($null -eq $set.desktop_interact) { return $script:ServiceNoChange }
  $type = $(if ($null -ne $facts -and $facts.exists) { [int]$facts.type } else { 16 })
  [uint32]($type -bor $(if ($set.desktop_interact) { 0x100 } else { 0 }))
}

# A part of the configuration with a number of its own, laid out by $fill.
function Write-ServiceConfig2($native, [IntPtr]$handle, [uint32]$level, [string]$what, [scriptblock]$fill) {
  $memory = [Runtime.InteropServices.Marshal]::AllocHGlobal(16)
  $text = [IntPtr]::Zero
  try {
    $text = & $fill $memory
    if ($native::ChangeServiceConfig2W($handle, $level, $memory) -eq 0) { Stop-ServiceCall "$what cannot be set" ([Runtime.InteropServices.Marshal]::GetLastWin32Error()) }
  } finally {
    [Runtime.InteropServices.Marshal]::FreeHGlobal($memory)
    if ($text -ne [IntPtr]::Zero) { [Runtime.InteropServices.Marshal]::FreeHGlobal($text) }
  }
}

function Write-ServiceExtras($native, [IntPtr]$handle, $set, $wasDelayed) {
  if ($null -ne $set.description) {
    Write-ServiceConfig2 $native $handle 1 'the description' {
      param($memory)
      $text = [Runtime.InteropServices.Marshal]::StringToHGlobalUni($set.description)
      [Runtime.InteropServices.Marshal]::WriteIntPtr($memory, $text)
      $text
    }
  }
  if ($set.start_mode -ceq 'delayed' -or ($wasDelayed -and $set.start_mode -ceq 'auto')) {
    Write-ServiceConfig2 $native $handle 3 'the delayed start' {
      param($memory)
      [Runtime.InteropServices.Marshal]::WriteInt32($memory, [int]($set.start_mode -ceq 'delayed'))
      [IntPtr]::Zero
    }
  }
}

# Sets what is in $set: path, display_name, username, password, start_mode, error_control, load_order_group, dependencies,
# description, desktop_interact.
function Set-ServiceConfig([string]$name, $set) {
  $facts = Get-ServiceFacts $name
  # 2: change the configuration; 16: start, which Windows wants of who sets failure actions.
  Use-Service $name ([uint32]18) {
    param($native, $handle)
    if ($handle -eq [IntPtr]::Zero) { Fail-Call "there is no service $name any more" @{ name = $name } }
    $dependencies = ConvertTo-WideTexts $set.dependencies
    try {
      $done = $native::ChangeServiceConfigW($handle, (Get-TypeNumber $set $facts), (Get-StartNumber $set.start_mode), (Get-NumberOrSame $script:ServiceErrors $set.error_control),
        (Get-TextOrNull $set.path), (Get-TextOrNull $set.load_order_group), [IntPtr]::Zero, $dependencies, (Get-TextOrNull $set.username), (Get-TextOrNull $set.password), (Get-TextOrNull $set.display_name))
      $code = [Runtime.InteropServices.Marshal]::GetLastWin32Error()
    } finally { [Runtime.InteropServices.Marshal]::FreeHGlobal($dependencies) }
    if ($done -eq 0) { Stop-ServiceCall "the service $name cannot be configured" $code }
    Write-ServiceExtras $native $handle $set ($facts.start_mode -ceq 'delayed')
  }
}

# A service that was not there, from what Set-ServiceConfig takes, and what is left out as Windows has it by default.
function Add-ServiceEntry([string]$name, $set) {
  $native = Get-ServiceNative
  $manager = $native::OpenSCManagerW([NullString]::Value, [NullString]::Value, [uint32]3)
  if ($manager -eq [IntPtr]::Zero) { Stop-ServiceCall "the service $name cannot be made" ([Runtime.InteropServices.Marshal]::GetLastWin32Error()) }
  $dependencies = ConvertTo-WideTexts $set.dependencies
  $handle = [IntPtr]::Zero
  try {
    $type = Get-TypeNumber $set $null
    if ($null -ne $set.type) { $type = [uint32]([int]$set.type -bor $(if ($set.desktop_interact) { 0x100 } else { 0 })) }
    elseif ($type -eq $script:ServiceNoChange) { $type = [uint32]16 }
    $start = Get-StartNumber $(if ($set.start_mode) { $set.start_mode } else { 'auto' })
    $errors = Get-NumberOrSame $script:ServiceErrors $(if ($set.error_control) { $set.error_control } else { 'normal' })
    # 18: change the configuration, start.
    $handle = $native::CreateServiceW($manager, $name, (Get-TextOrNull $set.display_name), [uint32]18, $type, $start, $errors, $set.path,
      (Get-TextOrNull $set.load_order_group), [IntPtr]::Zero, $dependencies, (Get-TextOrNull $set.username), (Get-TextOrNull $set.password))
    if ($handle -eq [IntPtr]::Zero) { Stop-ServiceCall "the service $name cannot be made" ([Runtime.InteropServices.Marshal]::GetLastWin32Error()) }
    Write-ServiceExtras $native $handle $set $false
  } finally {
    [Runtime.InteropServices.Marshal]::FreeHGlobal($dependencies)
    if ($handle -ne [IntPtr]::Zero) { [void]$native::CloseServiceHandle($handle) }
    [void]$native::CloseServiceHandle($manager)
  }
}

function Wait-ServiceState($native, [IntPtr]$handle, [string]$name, [string]$wanted, $clock, [double]$seconds) {
  while ($true) {
    $status = Get-ServiceStatus $native $handle
    if ($status.state -ceq $wanted) { return }
    if ($wanted -cne 'stopped' -and $status.state -ceq 'stopped') {
      $why = $(if ($status.exitCode -eq 1066) { "its own code $($status.specific)" } else { "$([ComponentModel.Win32Exception]::new([int]$status.exitCode).Message.Trim()) ($($status.exitCode))" })
      Fail-Call "the service $name has stopped: $why" @{ exitCode = $status.exitCode; specific = $status.specific } 'Look into the event log and the logs of the service.'
    }
    if ($clock.Elapsed.TotalSeconds -gt $seconds) { Fail-Call "the service $name is $($status.state) after $seconds s, not $wanted" @{ state = $status.state } 'Raise timeout, or find out what it waits for.' }
    [Threading.Thread]::Sleep(100)
  }
}

# Starts, stops, pauses or continues a service and waits until it is so. Where it is so already, nothing happens.
function Set-ServiceState([string]$name, [string]$state, [double]$seconds) {
  $clock = [Diagnostics.Stopwatch]::StartNew()
  # 0x74: state, start, stop, pause and continue.
  Use-Service $name ([uint32]0x74) {
    param($native, $handle)
    if ($handle -eq [IntPtr]::Zero) { Fail-Call "there is no service $name any more" @{ name = $name } }
    $now = (Get-ServiceStatus $native $handle).state
    if ($now -ceq $state) { return }
    if ($state -cne 'started' -or $now -ceq 'paused') {
      $control = $script:ServiceControls[$(if ($state -ceq 'started') { 'continued' } else { $state })]
      $memory = [Runtime.InteropServices.Marshal]::AllocHGlobal(36)
      try { $done = $native::ControlService($handle, $control[0], $memory); $code = [Runtime.InteropServices.Marshal]::GetLastWin32Error() }
      finally { [Runtime.InteropServices.Marshal]::FreeHGlobal($memory) }
      # 1062: it is not running any more.
      if ($done -eq 0 -and -not ($state -ceq 'stopped' -and $code -eq 1062)) { Stop-ServiceCall "the service $name cannot be $state" $code }
    } elseif ($native::StartServiceW($handle, [uint32]0, [IntPtr]::Zero) -eq 0) {
      $code = [Runtime.InteropServices.Marshal]::GetLastWin32Error()
      # 1056: it runs already.
      if ($code -ne 1056) { Stop-ServiceCall "the service $name cannot be started" $code }
    }
    Wait-ServiceState $native $handle $name $state $clock $seconds
  }
}

# Removes a stopped service, and waits until Windows has forgotten it: it stays while anybody holds it open.
function Remove-ServiceEntry([string]$name, [double]$seconds) {
  $clock = [Diagnostics.Stopwatch]::StartNew()
  # 0x10000: delete.
  Use-Service $name ([uint32]0x10000) {
    param($native, $handle)
    if ($handle -ne [IntPtr]::Zero -and $native::DeleteService($handle) -eq 0) {
      $code = [Runtime.InteropServices.Marshal]::GetLastWin32Error()
      if ($code -ne 1072) { Stop-ServiceCall "the service $name cannot be removed" $code }
    }
  }
  while ((Get-ServiceFacts $name).exists) {
    if ($clock.Elapsed.TotalSeconds -gt $seconds) { Stop-ServiceCall "the service $name is still there" 1072 }
    [Threading.Thread]::Sleep(200)
  }
}

# What no function of the services tells: failure actions, Parameters and whatever else stands below the service's key.
function Save-ServiceKey([string]$key, [string]$below = '') {
  $values = Get-RegistryValues "$key$below"
  , @(
    foreach ($name in $values.Keys) {
      $found = Get-RegistryValue "$key$below" $name
      $isBinary = $found.value -is [byte[]]
      [ordered]@{ below = $below; name = $name; kind = $found.kind; base64 = $isBinary; value = $(if ($isBinary) { [Convert]::ToBase64String($found.value) } else { $found.value }) }
    }
    foreach ($sub in (Get-RegistryKeyNames "$key$below")) { try { foreach ($one in (Save-ServiceKey $key "$below\$sub")) { $one } } catch { } }
  )
}

function Restore-ServiceKey([string]$key, $saved) {
  foreach ($one in $saved) {
    $value = $(if ($one.base64) { , [Convert]::FromBase64String($one.value) } else { , $one.value })
    $now = Get-RegistryValue "$key$($one.below)" $one.name
    if (-not $now.exists -or [string]$now.value -cne [string]$value) { Set-RegistryValue "$key$($one.below)" $one.name $value $one.kind }
  }
}
