# Values of any kind as JSON can carry them, and whole keys. Needs: registry.

# DWord as a number without sign, QWord as decimal text (JSON's numbers end before), Binary and None as hex.
function ConvertTo-RegistryData($value, [string]$kind) {
  switch ($kind) {
    'DWord' { return [BitConverter]::ToUInt32([BitConverter]::GetBytes([int]$value), 0) }
    'QWord' { return [BitConverter]::ToUInt64([BitConverter]::GetBytes([long]$value), 0).ToString([Globalization.CultureInfo]::InvariantCulture) }
    'MultiString' { return , [string[]]$value }
    { $_ -in 'String', 'ExpandString' } { return [string]$value }
    default { return [BitConverter]::ToString([byte[]]$value).Replace('-', '').ToLowerInvariant() }
  }
}

function ConvertFrom-RegistryData($data, [string]$kind) {
  switch ($kind) {
    'DWord' { return [BitConverter]::ToInt32([BitConverter]::GetBytes([uint32]$data), 0) }
    'QWord' { return [BitConverter]::ToInt64([BitConverter]::GetBytes([uint64]::Parse($data, [Globalization.CultureInfo]::InvariantCulture)), 0) }
    'MultiString' { return , [string[]]@($data) }
    { $_ -in 'String', 'ExpandString' } { return [string]$data }
    default {
      $bytes = [byte[]]::new($data.Length / 2)
      for ($n = 0; $n -lt $bytes.Length; $n++) { $bytes[$n] = [Convert]::ToByte($data.Substring(2 * $n, 2), 16) }
      return , $bytes
    }
  }
}

# [ordered]@{exists; kind; value} with the value as above; the name is empty for a key's default value.
function Get-RegistryData([string]$key, [string]$name, [int]$view) {
  $found = Get-RegistryValue $key $name $view
  if (-not $found.exists) { return [ordered]@{ exists = $false; kind = $null; value = $null } }
  [ordered]@{ exists = $true; kind = $found.kind; value = (ConvertTo-RegistryData $found.value $found.kind) }
}

# A list of keys with their values, the outermost first, `below` being what follows the key's own path.
function Save-RegistryTree([string]$key, [int]$view, [string]$below = '') {
  $names = @((Get-RegistryValues "$key$below" $view).Keys)
  [ordered]@{
    below = $below
    values = @(foreach ($name in $names) {
        $data = Get-RegistryData "$key$below" $name $view
        [ordered]@{ name = $name; kind = $data.kind; value = $data.value }
      })
  }
  foreach ($sub in (Get-RegistryKeyNames "$key$below" $view)) { Save-RegistryTree $key $view "$below\$sub" }
}

function Restore-RegistryTree([string]$key, [int]$view, $saved) {
  foreach ($one in $saved) {
    New-RegistryKey "$key$($one.below)" $view
    foreach ($value in $one.values) { Set-RegistryValue "$key$($one.below)" $value.name (ConvertFrom-RegistryData $value.value $value.kind) $value.kind $view }
  }
}

function New-RegistryKey([string]$key, [int]$view) { (Open-RegistryKey $key $view $true).Dispose() }

# How many of a key and those above it are missing, the nearest first.
function Get-MissingKeys([string]$key, [int]$view) {
  $missing = [Collections.Generic.List[string]]::new()
  for ($one = $key; $one.IndexOf([char]92) -gt 0 -and -not (Test-RegistryKey $one $view); $one = $one.Substring(0, $one.LastIndexOf([char]92))) { $missing.Add($one) }
  , $missing.ToArray()
}

# Removes keys that were made, the innermost first; one that somebody has put something into stays.
function Remove-MadeKeys($made, [int]$view) {
  foreach ($key in @($made)) {
    if (-not (Test-RegistryKey $key $view)) { continue }
    if ((Get-RegistryKeyNames $key $view).Length -eq 0 -and (Get-RegistryValues $key $view).Count -eq 0) { [void](Remove-RegistryKey $key $view) }
  }
}
