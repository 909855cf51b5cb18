function Probe($p) {
  [ordered]@{
    variables = @(foreach ($name in $p.names) {
        $stored = Get-StoredVariable $p.level $name
        [ordered]@{ name = $name; exists = $stored.exists; kind = $stored.kind; value = $stored.value }
      })
    administrator = (Test-Administrator)
  }
}

function Apply($step) {
  if ($step.action -cne 'write') { throw "win_environment has no action $($step.action)" }
  $a = $step.args
  foreach ($write in $a.writes) {
    $now = Get-StoredVariable $a.level $write.name
    # Done already, when an undo is asked for again.
    if (Test-StoredVariable $now $write.to) { continue }
    if (-not (Test-StoredVariable $now $write.from)) {
      Fail-Call "$($write.name) of the $($a.level) was changed by somebody else meanwhile; nothing was written" @{ name = $write.name } 'Run again.'
    }
  }
  $any = $false
  foreach ($write in $a.writes) { if (Write-StoredVariable $a.level $write.name $write.to) { $any = $true } }
  if ($any) { Publish-Environment }
  @{}
}
