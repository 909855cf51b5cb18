function Probe($p) {
  $path = Get-FullPath $p.src
  $kind = Get-PathKind $path
  $isFile = $kind -ceq 'file'
  [ordered]@{
    path = $path; kind = $kind
    size = $(if ($isFile) { [IO.FileInfo]::new($path).Length } else { $null })
    sha256 = $(if ($isFile) { Get-FileChecksum $path 'sha256' } else { $null })
  }
}

function Apply($step) { throw "fetch has no action $($step.action) on the host" }
