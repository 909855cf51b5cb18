function Probe($p) {
  $missing = Get-MissingKeys $p.key $p.view
  [ordered]@{ missing = $missing.Length; value = (Get-RegistryData $p.key $p.name $p.view) }
}

function Test-SameData($one, $other) {
  $one.exists -eq $other.exists -and $one.kind -ceq $other.kind -and (ConvertTo-Wire $one.value) -ceq (ConvertTo-Wire $other.value)
}

function Write-Data($a) {
  $now = Get-RegistryData $a.key $a.name $a.view
  # Between the look and the write somebody else may have written it; done already, when an undo is asked for again.
  if (-not (Test-SameData $now $a.from) -and -not (Test-SameData $now $a.to)) {
    Fail-Call "the value was changed by somebody else meanwhile; it was left as it is" @{ key = $a.key; name = $a.name } 'Run again.'
  }
  $made = @()
  if ($a.to.exists) {
    $made = Get-MissingKeys $a.key $a.view
    Set-RegistryValue $a.key $a.name (ConvertFrom-RegistryData $a.to.value $a.to.kind) $a.to.kind $a.view
  } else { [void](Remove-RegistryValue $a.key $a.name $a.view) }
  if ($a.undoes) { Remove-MadeKeys $a.made $a.view }
  @{ undo = @{ made = @($made) } }
}

function Remove-Key($a) {
  if (-not (Test-RegistryKey $a.key $a.view)) { return @{} }
  $saved = @(Save-RegistryTree $a.key $a.view)
  if ((ConvertTo-Wire $saved).Length -gt 8388608) { Fail-Call "$($a.key) holds too much to be kept for an undo" @{ key = $a.key } 'Remove the keys in it one by one.' }
  [void](Remove-RegistryKey $a.key $a.view)
  @{ undo = @{ saved = $saved } }
}

function Apply($step) {
  $a = $step.args
  switch ($step.action) {
    'write' { return Write-Data $a }
    'make-key' {
      $made = Get-MissingKeys $a.key $a.view
      New-RegistryKey $a.key $a.view
      return @{ undo = @{ made = $made } }
    }
    'unmake-key' { Remove-MadeKeys $a.made $a.view; return @{} }
    'remove-key' { return Remove-Key $a }
    'restore-key' {
      if (@($a.saved).Length -gt 0 -and (Test-RegistryKey $a.key $a.view)) { Fail-Call "$($a.key) was made anew by somebody else meanwhile; it was left as it is" @{ key = $a.key } 'Mend it by hand.' }
      Restore-RegistryTree $a.key $a.view $a.saved
      return @{}
    }
    default { throw "win_regedit has no action $($step.action)" }
  }
}
