# Windows Installer, read only: what is installed, what is in a package. Needs: registry.

# Late-bound COM: PowerShell's own adapter cannot call properties with parameters in every edition. The comma keeps lists whole.
function Get-ComProperty($object, [string]$name, [object[]]$arguments) {
  , [__ComObject].InvokeMember($name, [Reflection.BindingFlags]::GetProperty, $null, $object, $arguments)
}

function Invoke-ComMethod($object, [string]$name, [object[]]$arguments) {
  , [__ComObject].InvokeMember($name, [Reflection.BindingFlags]::InvokeMethod, $null, $object, $arguments)
}

function Close-ComObject($object) {
  if ($null -ne $object) { [void][Runtime.InteropServices.Marshal]::ReleaseComObject($object) }
}

function New-MsiInstaller {
  , [Activator]::CreateInstance([Type]::GetTypeFromProgID('WindowsInstaller.Installer', $true))
}

# The product codes that are installed under an UpgradeCode, for the machine or for this account.
function Get-RelatedProducts($installer, [string]$upgradeCode) {
  $list = Get-ComProperty $installer 'RelatedProducts' @($upgradeCode)
  try {
    $count = Get-ComProperty $list 'Count' $null
    , @(for ($index = 0; $index -lt $count; $index++) { [string](Get-ComProperty $list 'Item' @($index)) })
  } finally { Close-ComObject $list }
}

# A property of an installed product; null where it has none.
function Get-ProductInfo($installer, [string]$productCode, [string]$name) {
  try { [string](Get-ComProperty $installer 'ProductInfo' @($productCode, $name)) } catch { $null }
}

# A package opened read only, a handle. Not Installer.OpenDatabase: Wine takes its mode for the name of a copy and writes that.
function Open-MsiDatabase([string]$path) {
  $database = [uint32]0
  # Zero in place of a text: MSIDBOPEN_READONLY.
  Assert-Msi ((Get-Native)::MsiOpenDatabaseW($path, [IntPtr]::Zero, [ref]$database)) "open $path"
  $database
}

function Close-MsiHandle([uint32]$handle) {
  if ($handle -ne 0) { [void](Get-Native)::MsiCloseHandle($handle) }
}

function Assert-Msi([uint32]$code, [string]$what) {
  if ($code -ne 0) { throw "Windows Installer cannot $what ($([ComponentModel.Win32Exception]::new([int]$code).Message.Trim()), $code)" }
}

# A function that fills a buffer of text: $ask gets the buffer and its size by reference, and answers with a code.
function Read-MsiText([scriptblock]$ask, [string]$what) {
  $size = [uint32]256
  for ($try = 0; $try -lt 2; $try++) {
    $text = [Text.StringBuilder]::new([int]$size)
    $code = & $ask $text ([ref]$size)
    # 234: there is more; the size is now what is needed, without the end mark.
    if ($code -ne 234) { break }
    $size++
  }
  Assert-Msi $code $what
  $text.ToString()
}

# Rows of a query as arrays of text.
function Read-MsiRows([uint32]$database, [string]$query, [int]$columns) {
  $native = Get-Native
  $view = [uint32]0
  Assert-Msi ($native::MsiDatabaseOpenViewW($database, $query, [ref]$view)) "understand $query"
  try {
    Assert-Msi ($native::MsiViewExecute($view, [uint32]0)) "read $query"
    , @(while ($true) {
        $record = [uint32]0
        $code = $native::MsiViewFetch($view, [ref]$record)
        # 259: no more rows.
        if ($code -eq 259) { break }
        Assert-Msi $code "read $query"
        try {
          $row = [string[]]::new($columns)
          for ($column = 1; $column -le $columns; $column++) {
            $row[$column - 1] = Read-MsiText { param($text, $size) $native::MsiRecordGetStringW($record, [uint32]$column, $text, $size) } "read $query"
          }
        } finally { Close-MsiHandle $record }
        , $row
      })
  } finally { Close-MsiHandle $view }
}

# The processor and languages that a package is for, e.g. x64;1033.
function Read-MsiTemplate([uint32]$database) {
  $native = Get-Native
  $summary = [uint32]0
  Assert-Msi ($native::MsiGetSummaryInformationW($database, [IntPtr]::Zero, [uint32]0, [ref]$summary)) 'read the summary'
  try {
    $kind = [uint32]0
    $number = [uint32]0
    # 7: PID_TEMPLATE.
    Read-MsiText { param($text, $size) $native::MsiSummaryInfoGetPropertyW($summary, [uint32]7, [ref]$kind, [ref]$number, [IntPtr]::Zero, $text, $size) } 'read the summary'
  } finally { Close-MsiHandle $summary }
}

# What is wrong with the compound file that an MSI is, or null: its allocation table must not name sectors past the end.
function Test-CompoundFile([string]$path) {
  $stream = [IO.File]::Open($path, 'Open', 'Read', 'ReadWrite, Delete')
  try {
    $reader = [IO.BinaryReader]::new($stream)
    if ($stream.Length -lt 512) { return 'it is too short to be an installer' }
    $head = $reader.ReadBytes(512)
    if ([BitConverter]::ToString($head, 0, 8) -cne 'D0-CF-11-E0-A1-B1-1A-E1') { return 'it is not a Windows Installer package' }
    $sector = 1 -shl [BitConverter]::ToUInt16($head, 30)
    $tables = [BitConverter]::ToInt32($head, 44)
    # The header lists the first 109 sectors of the table (7 MB with 512-byte sectors, 436 MB with 4096); others are listed in sectors of their own.
    $places = [Collections.Generic.List[int]]::new()
    for ($index = 0; $index -lt [Math]::Min(109, $tables); $index++) { $places.Add([BitConverter]::ToInt32($head, 76 + 4 * $index)) }
    $next = [BitConverter]::ToInt32($head, 68)
    while ($places.Count -lt $tables) {
      if ($next -lt 0 -or ([long]$next + 2) * $sector -gt $stream.Length) { return 'it is cut short' }
      $stream.Position = ([long]$next + 1) * $sector
      $list = $reader.ReadBytes($sector)
      for ($index = 0; $index -lt $sector / 4 - 1 -and $places.Count -lt $tables; $index++) { $places.Add([BitConverter]::ToInt32($list, 4 * $index)) }
      $next = [BitConverter]::ToInt32($list, $sector - 4)
    }
    foreach ($place in $places) { if (([long]$place + 2) * $sector -gt $stream.Length) { return 'it is cut short' } }
    for ($table = $tables - 1; $table -ge 0; $table--) {
      $stream.Position = ([long]$places[$table] + 1) * $sector
      $entries = $reader.ReadBytes($sector)
      for ($index = $sector / 4 - 1; $index -ge 0; $index--) {
        # -1: a free sector.
        if ([BitConverter]::ToInt32($entries, 4 * $index) -eq -1) { continue }
        $last = [long]$table * ($sector / 4) + $index
        # The last sector may be stored without its padding.
        if (($last + 1) * $sector -ge $stream.Length) { return 'it is cut short' }
        return $null
      }
    }
    'it is empty'
  } finally { $stream.Dispose() }
}

# @{problem; productCode; upgradeCode; name; version; platform}: read from the package, nothing is installed. problem is null or words.
function Read-MsiFile($installer, [string]$path) {
  $found = [ordered]@{ problem = $null; productCode = $null; upgradeCode = $null; name = $null; version = $null; platform = $null }
  $database = [uint32]0
  try {
    $found.problem = Test-CompoundFile $path
    if ($null -ne $found.problem) { return $found }
    $database = Open-MsiDatabase $path
    $properties = @{}
    foreach ($row in (Read-MsiRows $database 'SELECT `Property`, `Value` FROM `Property`' 2)) { $properties[$row[0]] = $row[1] }
    $found.productCode = $properties['ProductCode']
    $found.upgradeCode = $properties['UpgradeCode']
    $found.name = $properties['ProductName']
    $found.version = $properties['ProductVersion']
    $found.platform = (Read-MsiTemplate $database).Split(';')[0]
    $streams = @(foreach ($row in (Read-MsiRows $database 'SELECT `Name` FROM `_Streams`' 1)) { $row[0] })
    foreach ($row in (Read-MsiRows $database 'SELECT `Cabinet` FROM `Media`' 1)) {
      if ($row[0].StartsWith('#') -and $streams -cnotcontains $row[0].Substring(1)) { $found.problem = "its files ($($row[0])) are not in it" }
    }
  } catch { $found.problem = "it cannot be read: $(Get-Reason $_)" }
  finally { Close-MsiHandle $database }
  $found
}

# The registry's spelling of a GUID for the installer: every group of hex digits backwards, the last two by pairs.
function ConvertTo-PackedGuid([string]$guid) {
  $hex = $guid.Trim('{', '}').Replace('-', '').ToUpperInvariant()
  $order = 7, 6, 5, 4, 3, 2, 1, 0, 11, 10, 9, 8, 15, 14, 13, 12, 17, 16, 19, 18, 21, 20, 23, 22, 25, 24, 27, 26, 29, 28, 31, 30
  -join @(foreach ($place in $order) { $hex[$place] })
}

# Where an installed product has put a file, found by the file's name in its package; null where that cannot be told.
function Get-InstalledFile($installer, [string]$productCode, [string]$package, [string]$fileName) {
  $database = [uint32]0
  try {
    $database = Open-MsiDatabase $package
    # By name, not row by row: Go's package has more than 10,000 files. The name has no quote in it, and none is escaped in MSI's SQL.
    $rows = Read-MsiRows $database "SELECT ``Component_`` FROM ``File`` WHERE ``FileName`` = '$fileName'" 1
    if ($rows.Count -eq 0 -or $rows[0][0] -cnotmatch '\A[A-Za-z0-9_.]+\z') { return $null }
    foreach ($row in (Read-MsiRows $database "SELECT ``ComponentId`` FROM ``Component`` WHERE ``Component`` = '$($rows[0][0])'" 1)) {
      # Not Installer.ComponentPath: it checks the file's presence and can start a repair. S-1-5-18: installed for the machine.
      $key = "HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Installer\UserData\S-1-5-18\Components\$(ConvertTo-PackedGuid $row[0])"
      $path = [string](Get-RegistryValue $key (ConvertTo-PackedGuid $productCode)).value
      # A question mark in place of the colon: the file is shared and counted.
      if ($path.Length -gt 3) { return $path.Replace('?', ':') }
    }
  } catch { }
  finally { Close-MsiHandle $database }
  $null
}

# The same where the package is gone: every component that this product has is looked at. Seconds on a host with much installed.
function Find-InstalledFile([string]$productCode, [string]$ending) {
  $packed = ConvertTo-PackedGuid $productCode
  $base = [Microsoft.Win32.RegistryKey]::OpenBaseKey([Microsoft.Win32.RegistryHive]::LocalMachine, [Microsoft.Win32.RegistryView]::Registry64)
  $components = $base.OpenSubKey('SOFTWARE\Microsoft\Windows\CurrentVersion\Installer\UserData\S-1-5-18\Components')
  try {
    if ($null -eq $components) { return $null }
    foreach ($name in $components.GetSubKeyNames()) {
      $component = $components.OpenSubKey($name)
      if ($null -eq $component) { continue }
      try { $path = [string]$component.GetValue($packed) } finally { $component.Dispose() }
      if ($path.EndsWith($ending, [StringComparison]::OrdinalIgnoreCase)) { return $path.Replace('?', ':') }
    }
  } finally {
    if ($null -ne $components) { $components.Dispose() }
    $base.Dispose()
  }
  $null
}
