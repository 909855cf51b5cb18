function Probe($p) {
  $path = Get-FullPath $p.path
  $kind = Get-PathKind $path
  $size = $(if ($kind -ceq 'file') { [IO.FileInfo]::new($path).Length } else { [long]0 })
  $text = $null
  if ($kind -ceq 'file' -and $size -le 1048576) {
    $bytes = [IO.File]::ReadAllBytes($path)
    if ([Array]::IndexOf($bytes, [byte]0) -lt 0) { try { $text = [Text.UTF8Encoding]::new($false, $true).GetString($bytes) } catch { } }
  }
  [ordered]@{ kind = $kind; text = $text; size = $size; obstacle = (Get-AboveFacts $path).obstacle }
}

function Apply($step) { Invoke-PutStep $step }
