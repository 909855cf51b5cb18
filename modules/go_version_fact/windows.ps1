function Probe($p) { Get-GoState }
