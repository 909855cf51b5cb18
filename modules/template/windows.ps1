function Probe($p) { Get-PutState $p }
function Unsent($p) { Get-Unsent $p }
function Apply($step) { Invoke-PutStep $step }
