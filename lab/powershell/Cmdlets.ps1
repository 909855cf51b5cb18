# Stand-ins for the cmdlets that users' own scripts most often need, with their most used parameters. Paths, registry and
# environment go through the engine's own providers.
# alias echo = Write-Output
# alias write = Write-Output
# alias sleep = Start-Sleep
# alias select = Select-Object
# alias sort = Sort-Object
# alias measure = Measure-Object
# alias group = Group-Object
# alias gc = Get-Content
# alias cat = Get-Content
# alias type = Get-Content
# alias sc = Set-Content
# alias ac = Add-Content
# alias gci = Get-ChildItem
# alias ls = Get-ChildItem
# alias dir = Get-ChildItem
# alias gi = Get-Item
# alias ni = New-Item
# alias ri = Remove-Item
# alias rm = Remove-Item
# alias del = Remove-Item
# alias cpi = Copy-Item
# alias cp = Copy-Item
# alias copy = Copy-Item
# alias mi = Move-Item
# alias mv = Move-Item
# alias move = Move-Item
# alias gp = Get-ItemProperty
# alias sp = Set-ItemProperty
# alias rp = Remove-ItemProperty
# alias gl = Get-Location
# alias pwd = Get-Location
# alias sl = Set-Location
# alias cd = Set-Location
# alias ps = Get-Process
# alias gps = Get-Process
# alias kill = Stop-Process
# alias iwr = Invoke-WebRequest

# --- output ---
function global:Write-Output { [CmdletBinding()] param([Parameter(ValueFromPipeline, ValueFromRemainingArguments, Position = 0)][AllowNull()][AllowEmptyCollection()][PSObject[]]$InputObject, [switch]$NoEnumerate) process { $PSCmdlet.WriteObject($InputObject, -not $NoEnumerate) } }
function global:Write-Host { [CmdletBinding()] param([Parameter(ValueFromPipeline, ValueFromRemainingArguments, Position = 0)]$Object, [switch]$NoNewline, $Separator = ' ', $ForegroundColor, $BackgroundColor) process { $text = @($Object) -join $Separator; if ($NoNewline) { $Host.UI.Write($text) } else { $Host.UI.WriteLine($text) } } }
function global:Write-Warning { [CmdletBinding()] param([Parameter(Mandatory, ValueFromPipeline, Position = 0)][AllowEmptyString()][string]$Message) process { $PSCmdlet.WriteWarning($Message) } }
function global:Write-Verbose { [CmdletBinding()] param([Parameter(Mandatory, ValueFromPipeline, Position = 0)][AllowEmptyString()][string]$Message) process { $PSCmdlet.WriteVerbose($Message) } }
function global:Write-Debug { [CmdletBinding()] param([Parameter(Mandatory, ValueFromPipeline, Position = 0)][AllowEmptyString()][string]$Message) process { $PSCmdlet.WriteDebug($Message) } }
function global:Write-Information { [CmdletBinding()] param([Parameter(Mandatory, ValueFromPipeline, Position = 0)]$MessageData, [string[]]$Tags) process { $PSCmdlet.WriteInformation($MessageData, $Tags) } }
function global:Write-Progress { [CmdletBinding()] param($Activity, $Status, $PercentComplete, [switch]$Completed, $Id) }
function global:Write-Error {
  [CmdletBinding()] param([Parameter(Mandatory, ValueFromPipeline, Position = 0)]$Message, [Exception]$Exception, [string]$ErrorId = 'Microsoft.PowerShell.Commands.WriteErrorException', [Management.Automation.ErrorCategory]$Category = 'NotSpecified')
  process {
    if (-not $Exception) { $Exception = [Exception]::new([string]$Message) }
    $record = [Management.Automation.ErrorRecord]::new($Exception, $ErrorId, $Category, $null)
    $PSCmdlet.WriteError($record)
  }
}
function global:Out-String { [CmdletBinding()] param([Parameter(ValueFromPipeline)]$InputObject, [switch]$Stream, $Width) begin { $all = [Collections.Generic.List[string]]::new() } process { $all.Add([string]$InputObject) } end { if ($Stream) { $all } else { ($all -join "`r`n") + "`r`n" } } }
function global:Out-File { [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$FilePath, [Parameter(ValueFromPipeline)]$InputObject, [switch]$Append, $Encoding, [switch]$NoNewline, [switch]$Force) begin { $all = @() } process { $all += [string]$InputObject } end { if ($Append) { $all | Add-Content -Path $FilePath -NoNewline:$NoNewline } else { $all | Set-Content -Path $FilePath -NoNewline:$NoNewline } } }

# --- data ---
function global:ConvertTo-Json { [CmdletBinding()] param([Parameter(ValueFromPipeline, Position = 0)][AllowNull()]$InputObject, [int]$Depth = 2, [switch]$Compress, [switch]$AsArray) begin { $all = [Collections.Generic.List[object]]::new() } process { $all.Add($InputObject) } end { $value = $(if ($all.Count -eq 1 -and -not $AsArray) { , $all[0] } else { , $all.ToArray() }); [Gorun.Lab.PowerShell.Json]::Write($value, $Depth, $Compress) } }
function global:ConvertFrom-Json { [CmdletBinding()] param([Parameter(Mandatory, ValueFromPipeline, Position = 0)][AllowEmptyString()][string]$InputObject) begin { $all = @() } process { $all += $InputObject } end { $PSCmdlet.WriteObject([Gorun.Lab.PowerShell.Json]::Read($all -join "`n"), $true) } }
function global:Select-Object {
  [CmdletBinding()] param([Parameter(Position = 0)][object[]]$Property, [Parameter(ValueFromPipeline)]$InputObject, [string]$ExpandProperty, [int]$First, [int]$Last, [int]$Skip, [switch]$Unique)
  begin { $all = [Collections.Generic.List[object]]::new() }
  process { $all.Add($InputObject) }
  end {
    $chosen = $all.ToArray()
    if ($Skip) { $chosen = @($chosen[$Skip..$chosen.Length]) }
    if ($PSBoundParameters.ContainsKey('First')) { $chosen = @(if ($First -gt 0) { $chosen[0..($First - 1)] }) }
    if ($Last) { $chosen = @($chosen[ - [Math]::Min($Last, $chosen.Length)..-1]) }
    $seen = [Collections.Generic.HashSet[string]]::new()
    foreach ($item in $chosen) {
      if ($ExpandProperty) { $result = $item.$ExpandProperty }
      elseif ($Property) {
        $made = [ordered]@{}
        foreach ($wanted in $Property) {
          if ($wanted -is [Collections.IDictionary]) { $name = $(if ($wanted.Name) { $wanted.Name } else { $wanted.Label }); $code = $wanted.Expression; $made[$name] = $item | ForEach-Object $code }
          elseif ($wanted -match '[*?]') { foreach ($one in $item.PSObject.Properties) { if ($one.Name -like $wanted) { $made[$one.Name] = $one.Value } } }
          else { $made[[string]$wanted] = $item.$wanted }
        }
        $result = [PSCustomObject]$made
      } else { $result = $item }
      if (-not $Unique -or $seen.Add([string]$result)) { $result }
    }
  }
}
function global:Sort-Object {
  [CmdletBinding()] param([Parameter(Position = 0)][object[]]$Property, [Parameter(ValueFromPipeline)]$InputObject, [switch]$Descending, [switch]$Unique)
  begin { $all = [Collections.Generic.List[object]]::new() }
  process { $all.Add($InputObject) }
  end {
    $key = { param($item) if ($Property) { foreach ($one in $Property) { if ($one -is [scriptblock]) { $item | ForEach-Object $one } else { $item.$one } } } else { $item } }
    $compare = [Comparison[object]] {
      param($a, $b)
      $left = @(& $key $a); $right = @(& $key $b)
      for ($at = 0; $at -lt $left.Length; $at++) { $order = [Management.Automation.LanguagePrimitives]::Compare($left[$at], $right[$at], $true); if ($order) { return $(if ($Descending) { - $order } else { $order }) } }
      0
    }
    $all.Sort($compare)
    $before = $null; $started = $false
    foreach ($item in $all) { if ($Unique -and $started -and $compare.Invoke($before, $item) -eq 0) { continue }; $before = $item; $started = $true; $item }
  }
}
function global:Measure-Object {
  [CmdletBinding()] param([Parameter(Position = 0)][string]$Property, [Parameter(ValueFromPipeline)]$InputObject, [switch]$Sum, [switch]$Average, [switch]$Maximum, [switch]$Minimum, [switch]$Line)
  begin { $count = 0; $total = 0.0; $most = $null; $least = $null }
  process {
    $count++
    if ($Sum -or $Average -or $Maximum -or $Minimum) {
      $value = $(if ($Property) { $InputObject.$Property } else { $InputObject })
      $total += $value
      if ($null -eq $most -or $value -gt $most) { $most = $value }
      if ($null -eq $least -or $value -lt $least) { $least = $value }
    }
  }
  end { [PSCustomObject]@{ Count = $count; Average = $(if ($Average -and $count) { $total / $count }); Sum = $(if ($Sum) { $total }); Maximum = $(if ($Maximum) { $most }); Minimum = $(if ($Minimum) { $least }); Lines = $(if ($Line) { $count }); Property = $Property } }
}
function global:Group-Object { [CmdletBinding()] param([Parameter(Position = 0)]$Property, [Parameter(ValueFromPipeline)]$InputObject) begin { $groups = [ordered]@{} } process { $key = [string]$(if ($Property -is [scriptblock]) { $InputObject | ForEach-Object $Property } elseif ($Property) { $InputObject.$Property } else { $InputObject }); if (-not $groups.Contains($key)) { $groups[$key] = [Collections.Generic.List[object]]::new() }; $groups[$key].Add($InputObject) } end { foreach ($key in $groups.Keys) { [PSCustomObject]@{ Count = $groups[$key].Count; Name = $key; Group = $groups[$key] } } } }
function global:New-Object {
  [CmdletBinding()] param([Parameter(Position = 0)][string]$TypeName, [Parameter(Position = 1)][object[]]$ArgumentList, [string]$ComObject, [Collections.IDictionary]$Property)
  if ($ComObject) { return [Activator]::CreateInstance([Type]::GetTypeFromProgID($ComObject, $true)) }
  if ($TypeName -in 'PSObject', 'PSCustomObject') { return [PSCustomObject]$(if ($Property) { $Property } else { @{} }) }
  $type = [Management.Automation.LanguagePrimitives]::ConvertTo($TypeName, [Type])
  $made = $(if ($null -eq $ArgumentList) { , $type::new() } else { , [Activator]::CreateInstance($type, [object[]]@($ArgumentList | ForEach-Object { $_.PSObject.BaseObject })) })
  if ($Property) { foreach ($name in $Property.Keys) { $made.$name = $Property[$name] } }
  $PSCmdlet.WriteObject($made, $false)
}
function global:Add-Type { [CmdletBinding()] param([Parameter(Position = 0)][string]$TypeDefinition, [string[]]$AssemblyName, [string[]]$Path, $MemberDefinition, $Name, $Namespace, [switch]$PassThru) if ($AssemblyName) { foreach ($one in $AssemblyName) { [void][Reflection.Assembly]::Load($one) } } elseif ($Path) { foreach ($one in $Path) { [void][Reflection.Assembly]::LoadFrom($one) } } else { throw 'A lab host has no C# compiler: Add-Type takes -AssemblyName and -Path only.' } }
function global:Get-Date { [CmdletBinding()] param([Parameter(Position = 0)][DateTime]$Date = [DateTime]::Now, [string]$Format, [switch]$AsUTC) if ($AsUTC) { $Date = $Date.ToUniversalTime() }; if ($Format) { $Date.ToString($Format) } else { $Date } }
function global:New-TimeSpan { [CmdletBinding()] param([DateTime]$Start = [DateTime]::Now, [DateTime]$End = [DateTime]::Now, [int]$Days, [int]$Hours, [int]$Minutes, [int]$Seconds) if ($PSBoundParameters.ContainsKey('Start') -or $PSBoundParameters.ContainsKey('End')) { $End - $Start } else { [TimeSpan]::new($Days, $Hours, $Minutes, $Seconds) } }
function global:New-Guid { [Guid]::NewGuid() }
function global:Get-Random { [CmdletBinding()] param([int]$Minimum = 0, [Parameter(Position = 0)][int]$Maximum = [int]::MaxValue) [Random]::Shared.Next($Minimum, $Maximum) }
function global:Start-Sleep { [CmdletBinding()] param([Parameter(Position = 0)][double]$Seconds, [int]$Milliseconds) [Threading.Thread]::Sleep($(if ($PSBoundParameters.ContainsKey('Milliseconds')) { $Milliseconds } else { [int]($Seconds * 1000) })) }

# --- paths and items ---
function global:Get-Location { $ExecutionContext.SessionState.Path.CurrentLocation }
function global:Set-Location { [CmdletBinding()] param([Parameter(Position = 0)][string]$Path = '~') [void]$ExecutionContext.SessionState.Path.SetLocation($Path) }
function global:Join-Path { [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Path, [Parameter(Mandatory, Position = 1)][AllowEmptyString()][string]$ChildPath) $ExecutionContext.SessionState.Path.Combine($Path, $ChildPath) }
function global:Split-Path {
  [CmdletBinding()] param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][string]$Path, [switch]$Parent, [switch]$Leaf, [switch]$LeafBase, [switch]$Extension, [switch]$Qualifier)
  process { if ($Leaf) { $ExecutionContext.SessionState.Path.ParseChildName($Path) } elseif ($LeafBase) { [IO.Path]::GetFileNameWithoutExtension($Path) } elseif ($Extension) { [IO.Path]::GetExtension($Path) } elseif ($Qualifier) { ($Path -split ':')[0] + ':' } else { $ExecutionContext.SessionState.Path.ParseParent($Path, $null) } }
}
function global:Resolve-Path { [CmdletBinding()] param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][string[]]$Path) process { foreach ($one in $Path) { $ExecutionContext.SessionState.Path.GetResolvedPSPathFromPSPath($one) } } }
function global:Test-Path {
  [CmdletBinding()] param([Parameter(Position = 0, ValueFromPipeline)][string[]]$Path, [string[]]$LiteralPath, [ValidateSet('Any', 'Container', 'Leaf')]$PathType = 'Any')
  process {
    $literal = [bool]$LiteralPath
    foreach ($one in $(if ($literal) { $LiteralPath } else { $Path })) {
      $there = $ExecutionContext.InvokeProvider.Item.Exists($one, $true, $literal)
      if ($there -and $PathType -ne 'Any') { $there = $ExecutionContext.InvokeProvider.Item.IsContainer($one) -eq ($PathType -eq 'Container') }
      $there
    }
  }
}
function global:Get-Item { [CmdletBinding()] param([Parameter(Position = 0, ValueFromPipeline)][string[]]$Path, [string[]]$LiteralPath, [switch]$Force) process { $ExecutionContext.InvokeProvider.Item.Get($(if ($LiteralPath) { $LiteralPath } else { $Path }), $Force, [bool]$LiteralPath) } }
function global:Get-ChildItem {
  [CmdletBinding()] param([Parameter(Position = 0, ValueFromPipeline)][string[]]$Path = '.', [Parameter(Position = 1)][string]$Filter, [string[]]$LiteralPath, [switch]$Recurse, [switch]$Force, [switch]$Name, [switch]$File, [switch]$Directory)
  process {
    foreach ($item in $ExecutionContext.InvokeProvider.ChildItem.Get($(if ($LiteralPath) { $LiteralPath } else { $Path }), $Recurse, [uint32]::MaxValue, $Force, [bool]$LiteralPath)) {
      if (($Filter -and $item.PSChildName -notlike $Filter) -or ($File -and $item.PSIsContainer) -or ($Directory -and -not $item.PSIsContainer)) { continue }
      if ($Name) { $item.PSChildName } else { $item }
    }
  }
}
function global:New-Item {
  [CmdletBinding()] param([Parameter(Position = 0)][string[]]$Path, [string]$Name, [string]$ItemType, $Value, [switch]$Force)
  if (-not $ItemType) { $ItemType = $(if (($Path[0]) -match '^(HK|Registry)') { 'Key' } else { 'File' }) }
  if ($ItemType -eq 'File' -and $Force -and -not $Name) { foreach ($one in $Path) { [void][IO.Directory]::CreateDirectory((Split-Path $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($one))) } }
  $ExecutionContext.InvokeProvider.Item.New($Path, $Name, $ItemType, $Value, $Force)
}
function global:mkdir { [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string[]]$Path, [switch]$Force) New-Item -Path $Path -ItemType Directory -Force:$Force }
function global:Remove-Item { [CmdletBinding()] param([Parameter(Position = 0, ValueFromPipeline)][string[]]$Path, [string[]]$LiteralPath, [switch]$Recurse, [switch]$Force) process { $ExecutionContext.InvokeProvider.Item.Remove($(if ($LiteralPath) { $LiteralPath } else { $Path }), $Recurse, $Force, [bool]$LiteralPath) } }
function global:Copy-Item { [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string[]]$Path, [Parameter(Position = 1)][string]$Destination = '.', [switch]$Recurse, [switch]$Force) [void]$ExecutionContext.InvokeProvider.Item.Copy($Path, $Destination, $Recurse, 'CopyTargetContainer', $Force, $false) }
function global:Move-Item { [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string[]]$Path, [Parameter(Position = 1)][string]$Destination = '.', [switch]$Force) [void]$ExecutionContext.InvokeProvider.Item.Move($Path, $Destination, $Force, $false) }
function global:Rename-Item { [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Path, [Parameter(Mandatory, Position = 1)][string]$NewName, [switch]$Force) [void]$ExecutionContext.InvokeProvider.Item.Rename($Path, $NewName, $Force) }
function global:Get-ItemProperty { [CmdletBinding()] param([Parameter(Position = 0, ValueFromPipeline)][string[]]$Path, [Parameter(Position = 1)][string[]]$Name, [string[]]$LiteralPath) process { $wanted = [Collections.ObjectModel.Collection[string]]::new(); foreach ($one in $Name) { $wanted.Add($one) }; $ExecutionContext.InvokeProvider.Property.Get($(if ($LiteralPath) { $LiteralPath } else { $Path }), $wanted, [bool]$LiteralPath) } }
function global:Get-ItemPropertyValue { [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Path, [Parameter(Mandatory, Position = 1)][string]$Name) (Get-ItemProperty -Path $Path -Name $Name).$Name }
function global:Set-ItemProperty {
  [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Path, [Parameter(Mandatory, Position = 1)][string]$Name, [Parameter(Position = 2)]$Value, [Alias('PropertyType')][string]$Type, [switch]$Force)
  if ($Type) { (Get-Item -LiteralPath $Path).OpenSubKey('', $true).SetValue($Name, $Value, [Microsoft.Win32.RegistryValueKind]$Type); return }
  $bag = [PSObject]::new(); $bag.PSObject.Properties.Add([Management.Automation.PSNoteProperty]::new($Name, $Value))
  [void]$ExecutionContext.InvokeProvider.Property.Set([string[]]@($Path), $bag, $Force, $true)
}
function global:New-ItemProperty { [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Path, [Parameter(Mandatory, Position = 1)][string]$Name, [Parameter(Position = 2)]$Value, [Alias('Type')][string]$PropertyType = 'String', [switch]$Force) Set-ItemProperty -Path $Path -Name $Name -Value $Value -Type $PropertyType; Get-ItemProperty -Path $Path -Name $Name }
function global:Remove-ItemProperty { [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Path, [Parameter(Mandatory, Position = 1)][string]$Name) $ExecutionContext.InvokeProvider.Property.Remove($Path, $Name) }
function global:Get-Content {
  [CmdletBinding()] param([Parameter(Position = 0, ValueFromPipeline)][string[]]$Path, [string[]]$LiteralPath, [switch]$Raw, [int]$TotalCount = -1, [int]$Tail = -1, $Encoding)
  process {
    foreach ($one in $(if ($LiteralPath) { $LiteralPath } else { $Path })) {
      $file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($one)
      if (-not [IO.File]::Exists($file)) { $PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new([Management.Automation.ItemNotFoundException]::new("Cannot find path '$file' because it does not exist."), 'PathNotFound', 'ObjectNotFound', $one)); continue }
      if ($Raw) { [IO.File]::ReadAllText($file); continue }
      $lines = [IO.File]::ReadAllLines($file)
      if ($TotalCount -ge 0 -and $TotalCount -lt $lines.Length) { $lines = @(if ($TotalCount) { $lines[0..($TotalCount - 1)] }) }
      if ($Tail -ge 0 -and $Tail -lt $lines.Length) { $lines = @(if ($Tail) { $lines[ - $Tail..-1] }) }
      $lines
    }
  }
}
function global:Set-Content {
  [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Path, [Parameter(Position = 1, ValueFromPipeline)][object[]]$Value, [switch]$NoNewline, [switch]$Force, $Encoding)
  begin { $all = [Collections.Generic.List[string]]::new() }
  process { foreach ($one in $Value) { $all.Add([string]$one) } }
  end { $text = $(if ($NoNewline) { $all -join '' } else { ($all | ForEach-Object { "$_`r`n" }) -join '' }); [IO.File]::WriteAllText($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path), $text) }
}
function global:Add-Content {
  [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Path, [Parameter(Position = 1, ValueFromPipeline)][object[]]$Value, [switch]$NoNewline, $Encoding)
  process { foreach ($one in $Value) { [IO.File]::AppendAllText($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path), [string]$one + $(if ($NoNewline) { '' } else { "`r`n" })) } }
}
function global:Get-FileHash { [CmdletBinding()] param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][string]$Path, [ValidateSet('SHA256', 'SHA1', 'SHA512', 'MD5')][string]$Algorithm = 'SHA256') process { $file = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path); $sum = [Security.Cryptography.HashAlgorithm]::Create($Algorithm); $stream = [IO.File]::OpenRead($file); try { [PSCustomObject]@{ Algorithm = $Algorithm; Hash = [BitConverter]::ToString($sum.ComputeHash($stream)).Replace('-', ''); Path = $file } } finally { $stream.Dispose() } } }

# --- processes and the network ---
function global:Get-Process { [CmdletBinding()] param([Parameter(Position = 0)][string[]]$Name, [int[]]$Id) if ($Id) { foreach ($one in $Id) { [Diagnostics.Process]::GetProcessById($one) } } elseif ($Name) { foreach ($process in [Diagnostics.Process]::GetProcesses()) { foreach ($one in $Name) { if ($process.ProcessName -like $one) { $process; break } } } } else { [Diagnostics.Process]::GetProcesses() } }
function global:Stop-Process { [CmdletBinding()] param([Parameter(Position = 0)][int[]]$Id, [string[]]$Name, [switch]$Force) foreach ($process in $(if ($Id) { Get-Process -Id $Id } else { Get-Process -Name $Name })) { $process.Kill() } }
function global:Start-Process {
  [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$FilePath, [Parameter(Position = 1)][string[]]$ArgumentList, [string]$WorkingDirectory, [switch]$Wait, [switch]$PassThru, [switch]$NoNewWindow, $WindowStyle, $Verb)
  $info = [Diagnostics.ProcessStartInfo]::new($FilePath, ($ArgumentList -join ' ')); $info.UseShellExecute = $false
  if ($WorkingDirectory) { $info.WorkingDirectory = $WorkingDirectory }
  $process = [Diagnostics.Process]::Start($info)
  if ($Wait) { $process.WaitForExit() }
  if ($PassThru) { $process }
}
function global:Restart-Computer { [CmdletBinding()] param([switch]$Force) shutdown.exe /r /t 0 }
function global:Invoke-WebRequest {
  [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][Uri]$Uri, [string]$OutFile, [switch]$UseBasicParsing, [int]$TimeoutSec = 100)
  $client = [Net.Http.HttpClient]::new(); $client.Timeout = [TimeSpan]::FromSeconds($TimeoutSec)
  try {
    $answer = $client.GetAsync($Uri).GetAwaiter().GetResult(); [void]$answer.EnsureSuccessStatusCode()
    $bytes = $answer.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult()
    if ($OutFile) { [IO.File]::WriteAllBytes($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($OutFile), $bytes) } else { [PSCustomObject]@{ StatusCode = [int]$answer.StatusCode; Content = [Text.Encoding]::UTF8.GetString($bytes); RawContentLength = $bytes.Length } }
  } finally { $client.Dispose() }
}
