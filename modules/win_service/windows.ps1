function Probe($p) { Get-ServiceFacts $p.name }

# With what depends on it first, where that was asked for; returns their names in the order in which they were stopped.
function Stop-WithDependents([string]$name, $dependents, [double]$seconds) {
  foreach ($dependent in $dependents) { Set-ServiceState $dependent 'stopped' $seconds }
  Set-ServiceState $name 'stopped' $seconds
}

function Start-WithDependents([string]$name, $dependents, [double]$seconds) {
  Set-ServiceState $name 'started' $seconds
  for ($index = @($dependents).Count - 1; $index -ge 0; $index--) { Set-ServiceState $dependents[$index] 'started' $seconds }
}

function Apply($step) {
  $a = $step.args
  $key = "HKLM\SYSTEM\CurrentControlSet\Services\$($a.name)"
  switch ($step.action) {
    'configure' { Set-ServiceConfig $a.name $a.set }
    'create' { Add-ServiceEntry $a.name $a.set }
    'start' { Start-WithDependents $a.name $a.dependents $a.timeout }
    'stop' { Stop-WithDependents $a.name $a.dependents $a.timeout }
    'pause' { Set-ServiceState $a.name 'paused' $a.timeout }
    'restart' {
      Stop-WithDependents $a.name $a.dependents $a.timeout
      Start-WithDependents $a.name $a.dependents $a.timeout
    }
    'delete' {
      $saved = Save-ServiceKey $key
      Remove-ServiceEntry $a.name $a.timeout
      return @{ undo = @{ saved = $saved } }
    }
    # Where it was made anew already, or was never removed, there is nothing to do.
    'bring_back' { if (-not (Get-ServiceFacts $a.name).exists) { Add-ServiceEntry $a.name $a.set; Restore-ServiceKey $key $a.saved } }
    'forget' {
      if ((Get-ServiceFacts $a.name).exists) {
        Set-ServiceState $a.name 'stopped' $a.timeout
        Remove-ServiceEntry $a.name $a.timeout
      }
    }
    'state' {
      if ((Get-ServiceFacts $a.name).exists) {
        if ($a.state -ceq 'started') { Start-WithDependents $a.name $a.dependents $a.timeout } else { Set-ServiceState $a.name $a.state $a.timeout }
      }
    }
    default { throw "win_service has no action $($step.action)" }
  }
  @{}
}
