function Probe($p) { Get-UrlState $p }
function Apply($step) { Invoke-UrlStep $step }
