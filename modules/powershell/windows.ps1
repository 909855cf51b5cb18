function Test-Present([string]$path) { [IO.File]::Exists($path) -or [IO.Directory]::Exists($path) }

function Probe($p) {
  @{
    creates = $null -ne $p.creates -and (Test-Present $p.creates)
    removes = $null -ne $p.removes -and (Test-Present $p.removes)
  }
}

# Mappings as hashtables: a [hashtable] parameter does not take an ordered dictionary.
function ConvertTo-ScriptValue($value) {
  if ($value -is [Collections.IDictionary]) {
    $table = @{}
    foreach ($key in @($value.Keys)) { $table[$key] = ConvertTo-ScriptValue $value[[object]$key] }
    return $table
  }
  if ($value -is [array]) {
    $list = [object[]]::new($value.Length)
    for ($n = 0; $n -lt $list.Length; $n++) { $list[$n] = ConvertTo-ScriptValue $value[$n] }
    return , $list
  }
  $value
}

# What can travel as JSON with its structure; anything else as its text.
function ConvertTo-Answer($item, [int]$depth) {
  if ($null -eq $item) { return $null }
  $plain = $item
  if ($item -is [psobject] -and $item.PSObject.BaseObject -isnot [Management.Automation.PSCustomObject]) { $plain = $item.PSObject.BaseObject }
  if ($depth -gt 10) { return [string]$plain }
  if ($plain -is [Collections.IDictionary]) {
    $map = [ordered]@{}
    foreach ($key in @($plain.Keys)) { $map[[string]$key] = ConvertTo-Answer $plain[[object]$key] ($depth + 1) }
    return $map
  }
  if ($plain -is [Management.Automation.PSCustomObject]) {
    $map = [ordered]@{}
    foreach ($property in $item.PSObject.Properties) { $map[$property.Name] = ConvertTo-Answer $property.Value ($depth + 1) }
    return $map
  }
  if ($plain -is [array] -or $plain -is [Collections.IList]) {
    $list = [object[]]::new($plain.Count)
    for ($n = 0; $n -lt $list.Length; $n++) { $list[$n] = ConvertTo-Answer $plain[$n] ($depth + 1) }
    return , $list
  }
  if ($plain -is [string] -or $plain -is [ValueType]) { return $plain }
  [string]$plain
}

function Get-ErrorText($record) {
  $line = $record.InvocationInfo.ScriptLineNumber
  if ($line) { "line ${line}: $(Get-Reason $record)" } else { Get-Reason $record }
}

# Without this a parameter that the script does not declare would end in $args, unseen.
function Test-Script([string]$text, $values) {
  $tokens = $null
  $wrong = $null
  $ast = [Management.Automation.Language.Parser]::ParseInput($text, [ref]$tokens, [ref]$wrong)
  if ($wrong) { Fail-Call "the script is not valid PowerShell: line $($wrong[0].Extent.StartLineNumber): $($wrong[0].Message)" }
  $declared = @(if ($null -ne $ast.ParamBlock) { foreach ($parameter in $ast.ParamBlock.Parameters) { $parameter.Name.VariablePath.UserPath } })
  foreach ($name in @($values.Keys)) {
    if ($name -notin $declared) { Fail-Call "the script has no parameter $name$(if ($declared) { '; it has ' + [string]::Join(', ', $declared) })" @{ parameter = $name } 'Declare it: param($Name) at the start of the script.' }
  }
}

function New-ScriptRunspace($folder, [string]$errorAction) {
  $runspace = [Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace([Management.Automation.Runspaces.InitialSessionState]::CreateDefault2())
  $runspace.Open()
  $runspace.SessionStateProxy.SetVariable('ErrorActionPreference', $errorAction)
  $runspace.SessionStateProxy.SetVariable('ProgressPreference', 'SilentlyContinue')
  if ($folder) { [void]$runspace.SessionStateProxy.Path.SetLocation([Management.Automation.WildcardPattern]::Escape($folder)) }
  $runspace
}

function Apply($step) {
  $a = $step.args
  if ($a.chdir -and -not [IO.Directory]::Exists($a.chdir)) { Fail-Call "the folder to run in does not exist: $($a.chdir)" @{ chdir = $a.chdir } }
  Test-Script $a.script $a.values
  $runspace = New-ScriptRunspace $a.chdir $a.error_action
  $shell = [Management.Automation.PowerShell]::Create()
  try {
    $shell.Runspace = $runspace
    [void]$shell.AddScript($a.script, $true)
    foreach ($name in @($a.values.Keys)) { [void]$shell.AddParameter($name, (ConvertTo-ScriptValue $a.values[[object]$name])) }
    $written = [Collections.Generic.List[psobject]]::new()
    $ended = $null
    try { $shell.Invoke($null, $written) } catch { $ended = $_ }
    $output = @(foreach ($item in $written) { , (ConvertTo-Answer $item 0) })
    $lines = @(foreach ($record in $shell.Streams.Information) { [string]$record.MessageData }) + @(foreach ($item in $written) { [string]$item })
    $data = [ordered]@{
      output = $output
      stdout = [string]::Join("`n", [string[]]$lines)
      errors = @(foreach ($record in $shell.Streams.Error) { Get-ErrorText $record })
      warnings = @(foreach ($record in $shell.Streams.Warning) { $record.Message })
    }
  } finally {
    $shell.Dispose()
    $runspace.Dispose()
  }
  if ($null -ne $ended) { Fail-Call (Get-ScriptFailure $ended) $data }
  @{ data = $data; warnings = $data.warnings }
}

# The script's own error, not "Exception calling Invoke".
function Get-ScriptFailure($caught) {
  $exception = $caught.Exception
  while ($null -ne $exception) {
    if ($exception -is [Management.Automation.RuntimeException] -and $exception -isnot [Management.Automation.MethodInvocationException] -and $null -ne $exception.ErrorRecord) {
      return Get-ErrorText $exception.ErrorRecord
    }
    $exception = $exception.InnerException
  }
  Get-Reason $caught
}
