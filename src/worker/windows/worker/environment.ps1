# The worker's own variables anew from the registry: modules and child processes then see what a fresh process would.

$script:RegistryVariables = $null

# Machine's, then the user's over them; PATH is both, machine first. PSModulePath belongs to this engine, USERNAME to the account.
function Read-RegistryVariables {
  $variables = [Collections.Generic.Dictionary[string, string]]::new([StringComparer]::OrdinalIgnoreCase)
  foreach ($target in 'Machine', 'User') {
    $found = [Environment]::GetEnvironmentVariables([EnvironmentVariableTarget]$target)
    foreach ($name in @($found.Keys)) {
      if ($name -eq 'PSModulePath' -or $name -eq 'USERNAME') { continue }
      $value = [string]$found[$name]
      if ($name -eq 'PATH' -and $variables.ContainsKey('PATH') -and $variables['PATH']) { $value = $variables['PATH'].TrimEnd(';') + ';' + $value }
      $variables[$name] = $value
    }
  }
  , $variables
}

function Update-Environment {
  $now = Read-RegistryVariables
  if ($null -ne $script:RegistryVariables) {
    # Gone from the registry: a fresh process would not have it. (A bare $null would become '', which .NET 9 sets as a value.)
    foreach ($name in @($script:RegistryVariables.Keys)) {
      if (-not $now.ContainsKey($name)) { [Environment]::SetEnvironmentVariable($name, [NullString]::Value) }
    }
  }
  foreach ($name in @($now.Keys)) { [Environment]::SetEnvironmentVariable($name, $now[$name]) }
  $script:RegistryVariables = $now
}

function Invoke-RefreshEnvironment($p) {
  Update-Environment
  [ordered]@{ path = [Environment]::GetEnvironmentVariable('PATH') }
}
