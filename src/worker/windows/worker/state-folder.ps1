# %ProgramData%\gorun: lock and receipts. Readable and writable by administrators and the system only.

function Get-StateRoot {
  [IO.Path]::Combine([Environment]::GetFolderPath([Environment+SpecialFolder]::CommonApplicationData), 'gorun')
}

function New-StateRoot([string]$path) {
  $identity = [Security.Principal.WindowsIdentity]::GetCurrent()
  $administrator = ([Security.Principal.WindowsPrincipal]$identity).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
  # Without administrator rights such a list would shut its own maker out.
  if (-not $administrator) { [void][IO.Directory]::CreateDirectory($path); return }
  $security = [Security.AccessControl.DirectorySecurity]::new()
  $security.SetAccessRuleProtection($true, $false)
  # LocalSystem and the administrators, by number: their names depend on the language.
  foreach ($sid in 'S-1-5-18', 'S-1-5-32-544') {
    $security.AddAccessRule([Security.AccessControl.FileSystemAccessRule]::new(
        [Security.Principal.SecurityIdentifier]::new($sid), 'FullControl', 'ContainerInherit, ObjectInherit', 'None', 'Allow'))
  }
  if ($PSVersionTable.PSEdition -eq 'Core') { [IO.FileSystemAclExtensions]::Create([IO.DirectoryInfo]::new($path), $security) }
  else { [void][IO.Directory]::CreateDirectory($path, $security) }
}

function Get-StateFolder([string]$name) {
  $root = Get-StateRoot
  try {
    if (-not [IO.Directory]::Exists($root)) { New-StateRoot $root }
    if (-not $name) { return $root }
    $folder = [IO.Path]::Combine($root, $name)
    if (-not [IO.Directory]::Exists($folder)) { [void][IO.Directory]::CreateDirectory($folder) }
    $folder
  } catch {
    Fail-Call "gorun's folder $root cannot be written: $(Get-Reason $_)" @{ folder = $root } 'Connect as an administrator, or let this account write to that folder.'
  }
}
