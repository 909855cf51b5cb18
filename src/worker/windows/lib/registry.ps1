# The registry, its two views, its kinds kept. See README.md.

function Split-RegistryKey([string]$key) {
  $at = $key.IndexOf([char]92)
  $hive = $(if ($at -lt 0) { $key } else { $key.Substring(0, $at) }).TrimEnd(':').ToUpperInvariant()
  $hives = @{
    HKLM = 'LocalMachine'; HKEY_LOCAL_MACHINE = 'LocalMachine'; HKCU = 'CurrentUser'; HKEY_CURRENT_USER = 'CurrentUser'
    HKU = 'Users'; HKEY_USERS = 'Users'; HKCR = 'ClassesRoot'; HKEY_CLASSES_ROOT = 'ClassesRoot'
  }
  if (-not $hives.ContainsKey($hive)) { throw "not a registry key: $key" }
  @{ hive = [Microsoft.Win32.RegistryHive]$hives[$hive]; path = $(if ($at -lt 0) { '' } else { $key.Substring($at + 1) }) }
}

# The open key, or null where it is missing; made where missing when $write.
function Open-RegistryKey([string]$key, [int]$view, [bool]$write) {
  $split = Split-RegistryKey $key
  $base = [Microsoft.Win32.RegistryKey]::OpenBaseKey($split.hive, [Microsoft.Win32.RegistryView]$(if ($view -eq 32) { 'Registry32' } else { 'Registry64' }))
  try {
    if ($write) { return , $base.CreateSubKey($split.path) }
    , $base.OpenSubKey($split.path)
  } catch [UnauthorizedAccessException] {
    Fail-Call "the account may not $(if ($write) { 'change' } else { 'read' }) the registry key $key" @{ key = $key } 'Connect as an administrator.'
  } catch [Security.SecurityException] {
    Fail-Call "the account may not $(if ($write) { 'change' } else { 'read' }) the registry key $key" @{ key = $key } 'Connect as an administrator.'
  } finally { $base.Dispose() }
}

function Get-RegistryValue {
  param([string]$Key, [string]$Name, [int]$View = 64)
  $missing = @{ exists = $false; kind = $null; value = $null; expanded = $null }
  $open = Open-RegistryKey $Key $View $false
  if ($null -eq $open) { return $missing }
  try {
    $value = $open.GetValue($Name, $null, [Microsoft.Win32.RegistryValueOptions]::DoNotExpandEnvironmentNames)
    if ($null -eq $value) { return $missing }
    @{ exists = $true; kind = $open.GetValueKind($Name).ToString(); value = $value; expanded = $open.GetValue($Name) }
  } finally { $open.Dispose() }
}

function Set-RegistryValue {
  param([string]$Key, [string]$Name, $Value, [string]$Kind, [int]$View = 64)
  $typed = $(switch ($Kind) {
      'DWord' { [int]$Value }
      'QWord' { [long]$Value }
      'MultiString' { , [string[]]$Value }
      { $_ -in 'Binary', 'None', 'Unknown' } { , [byte[]]$Value }
      default { [string]$Value }
    })
  $open = Open-RegistryKey $Key $View $true
  try { $open.SetValue($Name, $typed, [Microsoft.Win32.RegistryValueKind]$Kind) } finally { $open.Dispose() }
}

function Remove-RegistryValue {
  param([string]$Key, [string]$Name, [int]$View = 64)
  if (-not (Get-RegistryValue $Key $Name $View).exists) { return $false }
  $open = Open-RegistryKey $Key $View $true
  try { $open.DeleteValue($Name, $false) } finally { $open.Dispose() }
  $true
}

function Test-RegistryKey {
  param([string]$Key, [int]$View = 64)
  $open = Open-RegistryKey $Key $View $false
  if ($null -eq $open) { return $false }
  $open.Dispose()
  $true
}

function Get-RegistryKeyNames {
  param([string]$Key, [int]$View = 64)
  $open = Open-RegistryKey $Key $View $false
  if ($null -eq $open) { return , [string[]]@() }
  try { , $open.GetSubKeyNames() } finally { $open.Dispose() }
}

function Get-RegistryValues {
  param([string]$Key, [int]$View = 64)
  $values = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::OrdinalIgnoreCase)
  $open = Open-RegistryKey $Key $View $false
  if ($null -eq $open) { return $values }
  try {
    foreach ($name in $open.GetValueNames()) {
      $values[[object]$name] = $open.GetValue($name, $null, [Microsoft.Win32.RegistryValueOptions]::DoNotExpandEnvironmentNames)
    }
  } finally { $open.Dispose() }
  $values
}

function Remove-RegistryKey {
  param([string]$Key, [int]$View = 64)
  if (-not (Test-RegistryKey $Key $View)) { return $false }
  $split = Split-RegistryKey $Key
  if (-not $split.path) { throw "a whole hive is not removed: $Key" }
  $base = [Microsoft.Win32.RegistryKey]::OpenBaseKey($split.hive, [Microsoft.Win32.RegistryView]$(if ($View -eq 32) { 'Registry32' } else { 'Registry64' }))
  try { $base.DeleteSubKeyTree($split.path, $false) } finally { $base.Dispose() }
  $true
}

# Tells Explorer and others that the variables changed, so that what they start has the new ones.
function Send-EnvironmentChanged {
  $answer = [Runtime.InteropServices.Marshal]::AllocHGlobal([IntPtr]::Size)
  # WM_SETTINGCHANGE to all top windows; those that hang are passed over, a second for each other one.
  try { [void](Get-Native)::SendMessageTimeoutW([IntPtr]0xffff, [uint32]0x1a, [IntPtr]::Zero, 'Environment', [uint32]2, [uint32]1000, $answer) }
  finally { [Runtime.InteropServices.Marshal]::FreeHGlobal($answer) }
}
