# What Go there is on this host. Reads only. Needs: registry, files, environment, administrator, msi, pending-reboot.

# golang/build, windowsmsi.go: the UpgradeCodes of 386, of amd64 and arm, of arm64.
$script:GoUpgradeCodes = @('{1C3114EA-08C3-11E1-9095-7FCA4824019B}', '{22EA7650-4AC6-4001-BF29-F4B8775DB1C0}', '{21ADE9A3-3FDD-4BA6-BEA6-C85ABADC9488}')

function Join-WindowsPath([string]$folder, [string]$rest) {
  if (-not $folder -or $folder.IndexOfAny([IO.Path]::GetInvalidPathChars()) -ge 0) { return $null }
  [IO.Path]::Combine($folder, $rest)
}

# The version that a VERSION file names, without "go": its first line only; null where there is none.
function Get-GoVersionFile([string]$folder) {
  $path = Join-WindowsPath $folder 'VERSION'
  if (-not $path -or -not [IO.File]::Exists($path)) { return $null }
  try { $line = (Read-TextFile $path -Limit 4096).Split([char[]]@([char]10, [char]13))[0].Trim() } catch { return $null }
  if ($line -cmatch '\Ago(1[0-9A-Za-z.+-]*)\z') { return $Matches[1] }
  $null
}

# 386, amd64, arm or arm64 of a program, from its PE header; null where it is none.
function Get-ProgramArch([string]$path) {
  try { $stream = [IO.File]::Open($path, 'Open', 'Read', 'ReadWrite, Delete') } catch { return $null }
  try {
    $reader = [IO.BinaryReader]::new($stream)
    if ($stream.Length -lt 256 -or $reader.ReadUInt16() -ne 0x5A4D) { return $null }
    $stream.Position = 60
    $head = $reader.ReadInt32()
    if ($head -lt 0 -or $head + 6 -gt $stream.Length) { return $null }
    $stream.Position = $head
    if ($reader.ReadUInt32() -ne 0x4550) { return $null }
    switch ([int]$reader.ReadUInt16()) { 0x14c { '386' } 0x8664 { 'amd64' } 0x1c0 { 'arm' } 0x1c4 { 'arm' } 0xaa64 { 'arm64' } default { $null } }
  } catch { $null }
  finally { $stream.Dispose() }
}

# INSTALLDIR of an installed Go: the installer does not record it, so it is where go.exe was put.
function Get-GoInstallDir($installer, [string]$productCode, [string]$package) {
  $exe = $(if ($package -and [IO.File]::Exists($package)) { Get-InstalledFile $installer $productCode $package 'go.exe' } else { Find-InstalledFile $productCode '\bin\go.exe' })
  if ($exe) {
    $bin = [IO.Path]::GetDirectoryName($exe)
    if ($bin) { return [IO.Path]::GetDirectoryName($bin) }
  }
  $location = [string](Get-ProductInfo $installer $productCode 'InstallLocation')
  if ($location) { return $location.TrimEnd('\') }
  $null
}

# Go products of one UpgradeCode.
function Get-GoProducts($installer, [string]$upgradeCode) {
  , @(foreach ($code in (Get-RelatedProducts $installer $upgradeCode)) {
      $package = [string](Get-ProductInfo $installer $code 'LocalPackage')
      $name = [string](Get-ProductInfo $installer $code 'InstalledProductName')
      $version = $null
      $arch = $null
      if ($name -cmatch '\bgo(1\.[0-9][0-9A-Za-z.]*)') { $version = $Matches[1] }
      if ($name -cmatch '\b(386|amd64|arm64|arm)\b') { $arch = $Matches[1] }
      $folder = Get-GoInstallDir $installer $code $package
      [ordered]@{
        upgradeCode = $upgradeCode; productCode = $code; name = $name; version = $version; arch = $arch; installDir = $folder
        package = $(if ($package -and [IO.File]::Exists($package)) { $package } else { $null })
      }
    })
}

# A folder that holds a Go, or null: @{path; exe; version; arch}.
function Get-GoFolder([string]$path) {
  $exe = Join-WindowsPath $path 'bin\go.exe'
  if (-not $exe) { return $null }
  $there = [IO.File]::Exists($exe)
  $version = Get-GoVersionFile $path
  if (-not $there -and -not $version) { return $null }
  [ordered]@{ path = $path; exe = $there; version = $version; arch = $(if ($there) { Get-ProgramArch $exe } else { $null }) }
}

# Every go that PATH finds, in the order in which a new process of this account searches: machine, then user.
function Get-GoCommands($machine, $user) {
  $endings = ([string][Environment]::GetEnvironmentVariable('PATHEXT')).Split(';')
  $found = foreach ($scope in @(@('machine', $machine), @('user', $user))) {
    foreach ($entry in $scope[1].entries) {
      $folder = $entry.expanded.Replace('"', '').Trim()
      # Asked once: a folder on a server that is gone takes its time for every file.
      if (-not [IO.Directory]::Exists($folder)) { continue }
      foreach ($ending in $endings) {
        if (-not $ending) { continue }
        $file = Join-WindowsPath $folder ('go' + $ending.ToLowerInvariant())
        if ($file -and [IO.Path]::IsPathRooted($folder) -and [IO.File]::Exists($file)) { [ordered]@{ scope = $scope[0]; entry = $entry.text; file = $file }; break }
      }
    }
  }
  , @($found)
}

function Get-UsualGoFolders {
  $system = [IO.Path]::GetPathRoot([Environment]::SystemDirectory)
  $home_ = [Environment]::GetFolderPath('UserProfile')
  [IO.Path]::Combine([Environment]::GetFolderPath('ProgramFiles'), 'Go')
  $x86 = [Environment]::GetFolderPath('ProgramFilesX86')
  if ($x86) { [IO.Path]::Combine($x86, 'Go') }
  "${system}Go"
  "${system}tools\go"
  if ($home_) {
    "$home_\scoop\apps\go\current"
    if ([IO.Directory]::Exists("$home_\sdk")) { [IO.Directory]::GetDirectories("$home_\sdk", 'go*') }
  }
}

# From the registry: Environment.OSVersion depends on the manifest of the program that asks.
function Get-WindowsVersion {
  $key = 'HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
  $major = (Get-RegistryValue $key 'CurrentMajorVersionNumber').value
  $minor = (Get-RegistryValue $key 'CurrentMinorVersionNumber').value
  # Before Windows 10 there is only "6.3".
  if ($null -eq $major) { $major, $minor = ([string](Get-RegistryValue $key 'CurrentVersion').value).Split('.') }
  $build = [string](Get-RegistryValue $key 'CurrentBuildNumber').value
  [ordered]@{ name = [string](Get-RegistryValue $key 'ProductName').value; major = [int]$major; minor = [int]$minor; build = [int]$build }
}

# Everything that decisions about Go need, as src/go/state.ts describes it. Modules of one request look once.
function Get-GoState {
  $memo = Get-ProbeMemo
  if ($null -eq $memo['go']) { $memo['go'] = Read-GoState }
  $memo['go']
}

function Read-GoState {
  $installer = New-MsiInstaller
  try { $products = @(foreach ($code in $script:GoUpgradeCodes) { foreach ($product in (Get-GoProducts $installer $code)) { $product } }) }
  finally { Close-ComObject $installer }
  $machine = Get-StoredPath 'machine'
  $user = Get-StoredPath 'user'
  $commands = Get-GoCommands $machine $user
  $goroot = [ordered]@{}
  foreach ($scope in 'machine', 'user') {
    $stored = Get-StoredVariable $scope 'GOROOT'
    $goroot[$scope] = $(if ($stored.exists) { Expand-PathEntry $stored.value $stored.kind } else { $null })
  }
  $folders = [ordered]@{}
  $candidates = @($products | & { process { $_.installDir } }) + @($commands | & { process { [IO.Path]::GetDirectoryName([IO.Path]::GetDirectoryName($_.file)) } }) +
  @($goroot.machine, $goroot.user) + @(Get-UsualGoFolders)
  foreach ($candidate in $candidates) {
    if (-not $candidate) { continue }
    $path = ([string]$candidate).Replace('"', '').TrimEnd('\')
    if ($folders.Contains($path.ToLowerInvariant())) { continue }
    $folder = Get-GoFolder $path
    if ($null -ne $folder) { $folders[$path.ToLowerInvariant()] = $folder }
  }
  $programs = [Environment]::GetFolderPath('ProgramFiles')
  [ordered]@{
    products = $products; folders = @($folders.Values); path = [ordered]@{ machine = $machine; user = $user }; commands = $commands; goroot = $goroot
    windows = (Get-WindowsVersion); pendingReboot = (Get-PendingReboot); administrator = (Test-Administrator)
    disk = [ordered]@{ drive = [IO.Path]::GetPathRoot($programs); freeBytes = (Get-FreeSpace $programs) }
    programFiles = [ordered]@{ own = $programs; x86 = [Environment]::GetFolderPath('ProgramFilesX86') }
  }
}
