# Environment variables as the registry holds them, for whole machine or account. Needs: registry.

function Get-EnvironmentKey([string]$scope) {
  if ($scope -ceq 'machine') { return 'HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment' }
  if ($scope -ceq 'user') { return 'HKCU\Environment' }
  throw "an environment is machine or user, not $scope"
}

# @{exists; kind; value}: unexpanded, kind as in the registry; a missing one has kind and value null.
function Get-StoredVariable([string]$scope, [string]$name) {
  $found = Get-RegistryValue (Get-EnvironmentKey $scope) $name
  if (-not $found.exists) { return [ordered]@{ exists = $false; kind = $null; value = $null } }
  [ordered]@{ exists = $true; kind = [string]$found.kind; value = [string]$found.value }
}

# Writes a variable exactly as given ($wanted: exists, kind, value), tells running programs, and refreshes this worker's own.
function Set-StoredVariable([string]$scope, [string]$name, $wanted) {
  $written = Write-StoredVariable $scope $name $wanted
  if ($written) { Publish-Environment }
  $written
}

# The same without telling anybody: Publish-Environment does, once for several.
function Write-StoredVariable([string]$scope, [string]$name, $wanted) {
  $key = Get-EnvironmentKey $scope
  if (Test-StoredVariable (Get-StoredVariable $scope $name) $wanted) { return $false }
  if ($wanted.exists) { Set-RegistryValue $key $name ([string]$wanted.value) ([string]$wanted.kind) }
  else { [void](Remove-RegistryValue $key $name) }
  $true
}

function Test-StoredVariable($now, $wanted) {
  $now.exists -eq $wanted.exists -and $now.kind -ceq $wanted.kind -and $now.value -ceq $wanted.value
}

function Publish-Environment {
  Send-EnvironmentChanged
  Update-Environment
}

# The entries of a PATH. A semicolon between two quotes belongs to its entry; with an odd number of quotes, quotes mean nothing.
function Split-PathList([string]$value) {
  if ($value.Length -eq 0) { return , @() }
  if ($value.Split([char]34).Length % 2 -eq 0) { return , $value.Split([char]59) }
  , [regex]::Split($value, ';(?=(?:[^"]*"[^"]*")*[^"]*$)')
}

# An entry as a new process would see it: only REG_EXPAND_SZ is expanded by Windows.
function Expand-PathEntry([string]$text, [string]$kind) {
  if ($kind -cne 'ExpandString') { return $text }
  [Environment]::ExpandEnvironmentVariables($text)
}

# @{exists; kind; value; entries}: every entry with its text and its expanded form.
function Get-StoredPath([string]$scope) {
  $stored = Get-StoredVariable $scope 'PATH'
  $stored.entries = @(foreach ($text in (Split-PathList ([string]$stored.value))) {
      [ordered]@{ text = $text; expanded = (Expand-PathEntry $text $stored.kind) }
    })
  $stored
}
