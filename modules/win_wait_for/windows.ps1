function Probe($p) { Get-Sight $p }
function Apply($step) { Invoke-WaitStep $step }
