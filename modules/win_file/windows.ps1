function Probe($p) { Get-FileState $p }
function Apply($step) { Invoke-FileStep $step }
