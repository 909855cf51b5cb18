function Get-Seconds([DateTime]$time) { [DateTimeOffset]::new($time).ToUnixTimeMilliseconds() / 1000 }

function Get-Owner($info) {
  try {
    $security = $(if ($PSVersionTable.PSEdition -eq 'Core') { [IO.FileSystemAclExtensions]::GetAccessControl($info) } else { $info.GetAccessControl() })
    $sid = $security.GetOwner([Security.Principal.SecurityIdentifier])
    try { $sid.Translate([Security.Principal.NTAccount]).Value } catch { $sid.Value }
  } catch { $null }
}

# Only newer systems can tell.
function Get-LinkTarget($info) {
  if ($PSVersionTable.PSEdition -eq 'Core') { $info.LinkTarget } else { $null }
}

function Probe($p) {
  $path = Get-FullPath $p.path
  $kind = Get-PathKind $path
  if ($null -eq $kind) { return [ordered]@{ exists = $false; path = $path } }
  $info = $(if ($kind -ceq 'file') { [IO.FileInfo]::new($path) } else { [IO.DirectoryInfo]::new($path) })
  $attributes = [int]$info.Attributes
  $stat = [ordered]@{
    exists = $true; path = $path; isdir = ($kind -ceq 'folder'); isreg = ($kind -ceq 'file'); islnk = [bool]($attributes -band 1024)
    filename = $info.Name; extension = $info.Extension; attributes = $info.Attributes.ToString()
    isreadonly = [bool]($attributes -band 1); ishidden = [bool]($attributes -band 2); isarchive = [bool]($attributes -band 32)
    creationtime = (Get-Seconds $info.CreationTimeUtc); lastwritetime = (Get-Seconds $info.LastWriteTimeUtc); lastaccesstime = (Get-Seconds $info.LastAccessTimeUtc)
    owner = (Get-Owner $info)
  }
  if ($stat.islnk) { $stat.lnk_target = Get-LinkTarget $info }
  if ($kind -ceq 'file') {
    $stat.size = $info.Length
    if ($p.get_checksum) { $stat.checksum = Get-FileChecksum $path $p.checksum_algorithm }
  }
  $stat
}

function Apply($step) { throw 'stat changes nothing' }
