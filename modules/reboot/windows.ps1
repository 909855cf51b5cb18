function Probe($p) { Get-RebootState }
function Restart($p) { Start-Reboot $p }
function Test($p) { Test-Reboot $p }
