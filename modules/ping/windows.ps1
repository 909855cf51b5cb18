function Probe($p) { @{ data = $p.data } }
