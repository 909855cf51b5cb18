function Probe($p) { Get-CommandConditions $p }
function Apply($step) { Invoke-CommandStep $step }
