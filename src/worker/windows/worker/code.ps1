# Modules' sources: each becomes a module of its own once, so that two sources may both have a `Probe`.

# By hash: @{ text; uses }. Libraries stay: sources that come later name them, too.
$script:Sources = @{}
# By hash: @{ module; names (defined by the source itself); functions (looked up so far, by name) }.
$script:Modules = @{}
$script:Lookup = { param($name) $ExecutionContext.SessionState.InvokeCommand.GetCommand($name, [Management.Automation.CommandTypes]::Function) }

function Get-SourceText([string]$hash) {
  $source = $script:Sources[$hash]
  if ($null -eq $source) { throw @{ gorun = 'failure'; kind = 'protocol'; message = "the source $hash was never sent to this worker" } }
  foreach ($library in $source[[object]'uses']) { Get-SourceText $library }
  $source[[object]'text']
}

function New-CodeModule([string]$hash) {
  $text = [string]::Join("`n", [string[]]@(Get-SourceText $hash))
  try { $block = [scriptblock]::Create($text) }
  catch [Management.Automation.ParseException] {
    $first = $_.Exception.Errors[0]
    Fail-Call "the module's script is not valid PowerShell: line $($first.Extent.StartLineNumber): $($first.Message)"
  }
  $made = @{ module = [Management.Automation.PSModuleInfo]::new($true); names = @{}; functions = @{} }
  $ast = [Management.Automation.Language.ScriptBlockAst]$block.Ast
  foreach ($statement in $ast.EndBlock.Statements) {
    if ($statement -is [Management.Automation.Language.FunctionDefinitionAst]) { $made.names[$statement.Name] = $true }
  }
  . $made.module $block | & { process { } }
  $script:Modules[$hash] = $made
  $made
}

# The function of that name in the source, or null. Only the source's own: not one of the worker that happens to be called so.
function Get-CodeFunction([string]$hash, [string]$name) {
  $made = $script:Modules[$hash]
  if ($null -eq $made) { $made = New-CodeModule $hash }
  $function = $made.functions[$name]
  if ($null -eq $function -and $made.names.ContainsKey($name)) {
    $function = & $made.module $script:Lookup $name
    $made.functions[$name] = $function
  }
  $function
}

function Invoke-CodeFunction([string]$hash, [string]$name, $argument) {
  $function = Get-CodeFunction $hash $name
  if ($null -eq $function) { throw @{ gorun = 'failure'; kind = 'protocol'; message = "the module's script has no function $name" } }
  & $function $argument
}
