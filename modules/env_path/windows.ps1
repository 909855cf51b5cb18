# A REG_EXPAND_SZ value expands; what a playbook names is meant as it would stand in such a one.
function Probe($p) {
  $path = Get-StoredPath $p.scope
  $kind = $(if ($path.exists) { $path.kind } else { 'ExpandString' })
  [ordered]@{
    path = $path; administrator = (Test-Administrator)
    named = @(foreach ($text in $p.named) { [ordered]@{ text = $text; expanded = (Expand-PathEntry $text $kind) } })
  }
}

function Apply($step) {
  $a = $step.args
  if ($step.action -cne 'write') { throw "env_path has no action $($step.action)" }
  $now = Get-StoredVariable $a.scope 'PATH'
  # Between the look and the write somebody else may have added an entry: it must not be lost.
  if ($now.exists -ne $a.from.exists -or $now.value -cne $a.from.value -or $now.kind -cne $a.from.kind) {
    Fail-Call "PATH of the $($a.scope) was changed by somebody else meanwhile; it was left as it is" @{ now = $now; expected = $a.from } 'Run again.'
  }
  [void](Set-StoredVariable $a.scope 'PATH' $a.to)
  @{}
}
