# The Task Scheduler by its COM interfaces, called through their vtables: late binding does not work everywhere. See README.md.

# A COM interface, made in memory; each method is @(name, @(its parameters)) in the order of the interface, and returns an HRESULT.
function New-ComInterface($module, [string]$name, [string]$id, $methods) {
  $type = $module.DefineType($name, [Reflection.TypeAttributes]'Public, Interface, Abstract, Import')
  foreach ($attribute in @(, @([Runtime.InteropServices.GuidAttribute], [string], $id)) + @(, @([Runtime.InteropServices.InterfaceTypeAttribute], [Runtime.InteropServices.ComInterfaceType], [Runtime.InteropServices.ComInterfaceType]::InterfaceIsDual))) {
    $constructor = $attribute[0].GetConstructor([Type[]]@(, $attribute[1]))
    $type.SetCustomAttribute([Reflection.Emit.CustomAttributeBuilder]::new($constructor, [object[]]@(, $attribute[2])))
  }
  foreach ($method in $methods) {
    $made = $type.DefineMethod($method[0], [Reflection.MethodAttributes]'Public, Virtual, Abstract, HideBySig, NewSlot', [int], [Type[]]$method[1])
    $made.SetImplementationFlags([Reflection.MethodImplAttributes]::PreserveSig)
  }
  $type.CreateType()
}

# The interfaces up to the last method that is called here, made once per process.
function Get-SchedulerTypes {
  $key = 'gorun.scheduler'
  $types = [AppDomain]::CurrentDomain.GetData($key)
  if ($null -eq $types) {
    $assembly = [Reflection.Emit.AssemblyBuilder]::DefineDynamicAssembly([Reflection.AssemblyName]::new('GorunScheduler'), [Reflection.Emit.AssemblyBuilderAccess]::Run)
    $module = $assembly.DefineDynamicModule('GorunScheduler')
    $text = [string]; $number = [int]; $any = [object]; $pointer = [IntPtr]
    $outText = [string].MakeByRefType(); $outNumber = [int].MakeByRefType(); $outPointer = [IntPtr].MakeByRefType()
    $outFlag = [int16].MakeByRefType(); $outDate = [double].MakeByRefType()
    $task = New-ComInterface $module 'GorunRegisteredTask' '9c86f320-dee3-4dd1-b972-a303f26b061e' @(
      @('GetName', @(, $outText)), @('GetPath', @(, $outText)), @('GetState', @(, $outNumber)), @('GetEnabled', @(, $outFlag)), @('PutEnabled', @(, [int16])),
      @('Run', @($any, $outPointer)), @('RunEx', @($any, $number, $number, $text, $outPointer)), @('GetInstances', @($number, $outPointer)),
      @('GetLastRunTime', @(, $outDate)), @('GetLastTaskResult', @(, $outNumber)), @('GetNumberOfMissedRuns', @(, $outNumber)), @('GetNextRunTime', @(, $outDate)),
      @('GetDefinition', @(, $outPointer)), @('GetXml', @(, $outText)), @('GetSecurityDescriptor', @($number, $outText))
    )
    $outTask = $task.MakeByRefType()
    $folder = New-ComInterface $module 'GorunTaskFolder' '8cfac062-a080-4c15-9a88-aa7c2af80dfc' @(
      @('GetName', @(, $outText)), @('GetPath', @(, $outText)), @('GetFolder', @($text, $outPointer)), @('GetFolders', @($number, $outPointer)),
      @('CreateFolder', @($text, $any, $outPointer)), @('DeleteFolder', @($text, $number)), @('GetTask', @($text, $outTask)), @('GetTasks', @($number, $outPointer)),
      @('DeleteTask', @($text, $number)), @('RegisterTask', @($text, $text, $number, $any, $any, $number, $any, $outTask))
    )
    $service = New-ComInterface $module 'GorunTaskService' '2faba4c7-4da9-4013-9697-20cc3fd40f85' @(
      @('GetFolder', @($text, $folder.MakeByRefType())), @('GetRunningTasks', @($number, $outPointer)), @('NewTask', @($number, $outPointer)),
      @('Connect', @($any, $any, $any, $any))
    )
    $types = @{ task = $task; folder = $folder; service = $service }
    [AppDomain]::CurrentDomain.SetData($key, $types)
  }
  $types
}

# Calls a method; in $arguments stands afterwards what it gave back. Returns the HRESULT.
function Invoke-Scheduler([string]$type, $object, [string]$method, [object[]]$arguments) {
  (Get-SchedulerTypes)[$type].GetMethod($method).Invoke($object, $arguments)
}

function Stop-SchedulerCall([string]$what, [int]$code) {
  $fix = $(switch ('0x{0:X8}' -f $code) {
      '0x80070005' { 'Connect as an administrator; some tasks of Windows belong to the system alone.' }
      '0x80070422' { 'Start the service Schedule.' }
      '0x800706BA' { 'Start the service Schedule.' }
      '0x80041315' { 'Start the service Schedule.' }
      '0x8007052E' { 'Check username and password.' }
      '0x80070534' { 'Give the account as DOMAIN\user, or .\user for one of the host.' }
      '0x80041318' { 'A value is not what the Task Scheduler takes; the text in brackets says where.' }
      '0x80041319' { 'Something is missing in the task; the text in brackets says where.' }
    })
  # What the Task Scheduler says beyond the number (line, column, element) comes with this call's error information.
  $said = [Runtime.InteropServices.Marshal]::GetExceptionForHR($code)
  Fail-Call "${what}: $($said.Message.Trim()) ($('0x{0:X8}' -f $code))" @{ code = $code } $fix
}

# The folder \, of which all paths start.
function Get-SchedulerRoot {
  $service = [Activator]::CreateInstance([Type]::GetTypeFromProgID('Schedule.Service', $true))
  $code = Invoke-Scheduler 'service' $service 'Connect' @($null, $null, $null, $null)
  if ($code -lt 0) { Stop-SchedulerCall 'the Task Scheduler cannot be reached' $code }
  $arguments = [object[]]@('\', $null)
  $code = Invoke-Scheduler 'service' $service 'GetFolder' $arguments
  if ($code -lt 0) { Stop-SchedulerCall 'the Task Scheduler cannot be read' $code }
  $arguments[1]
}

# 0x80070002: no such task; 0x80070003: no such folder.
function Test-SchedulerMissing([int]$code) { ('0x{0:X8}' -f $code) -in '0x80070002', '0x80070003' }

# What is stored under a path: its XML, and who may do what with it (null where the host does not tell). Null: there is none.
function Get-SchedulerTask([string]$path) {
  $found = [object[]]@($path, $null)
  $code = Invoke-Scheduler 'folder' (Get-SchedulerRoot) 'GetTask' $found
  if (Test-SchedulerMissing $code) { return }
  if ($code -lt 0) { Stop-SchedulerCall "the task $path cannot be read" $code }
  $xml = [object[]]@(, $null)
  $code = Invoke-Scheduler 'task' $found[1] 'GetXml' $xml
  if ($code -lt 0) { Stop-SchedulerCall "the task $path cannot be read" $code }
  # 4: the list of who may do what, without owner and group.
  $rights = [object[]]@(4, $null)
  $code = Invoke-Scheduler 'task' $found[1] 'GetSecurityDescriptor' $rights
  @{ xml = $xml[0]; rights = $(if ($code -ge 0) { $rights[1] } else { $null }) }
}

# Stores a task; $a: path, xml, logon, and user, password, rights, quiet where there are such. Returns warnings.
function Set-SchedulerTask($a) {
  # 6: make it, or take the place of the one that is there; with 32 triggers of registration do not start it.
  $flags = $(if ($a.quiet) { 38 } else { 6 })
  $user = $(if ($null -eq $a.user) { $null } else { Get-AccountName $a.user })
  $arguments = [object[]]@($a.path, $a.xml, $flags, $user, $a.password, [int]$a.logon, $a.rights, $null)
  $code = Invoke-Scheduler 'folder' (Get-SchedulerRoot) 'RegisterTask' $arguments
  if ($code -lt 0) { Stop-SchedulerCall "the task $($a.path) cannot be stored" $code }
  switch ('0x{0:X8}' -f $code) {
    '0x0004131B' { "not all triggers of $($a.path) can start it" }
    '0x0004131C' { "the account of $($a.path) lacks the right to log on as a batch job: it may not start" }
  }
}

function Remove-SchedulerTask([string]$path) {
  $code = Invoke-Scheduler 'folder' (Get-SchedulerRoot) 'DeleteTask' @($path, 0)
  if ($code -lt 0 -and -not (Test-SchedulerMissing $code)) { Stop-SchedulerCall "the task $path cannot be removed" $code }
}

# The folders above a task that are not there, the deepest first.
function Get-MissingTaskFolders([string]$path) {
  $root = Get-SchedulerRoot
  for ($end = $path.LastIndexOf('\'); $end -gt 0; $end = $path.LastIndexOf('\', $end - 1)) {
    $arguments = [object[]]@($path.Substring(0, $end), [IntPtr]::Zero)
    $code = Invoke-Scheduler 'folder' $root 'GetFolder' $arguments
    if ($code -ge 0) { [void][Runtime.InteropServices.Marshal]::Release($arguments[1]); return }
    $path.Substring(0, $end)
  }
}

# Where something is in it by now, it stays.
function Remove-TaskFolder([string]$path) {
  [void](Invoke-Scheduler 'folder' (Get-SchedulerRoot) 'DeleteFolder' @($path, 0))
}

function ConvertTo-XmlDocument([string]$text, [string]$what) {
  $document = [Xml.XmlDocument]::new()
  # Nothing is fetched that a document names.
  $document.XmlResolver = $null
  try { $document.LoadXml($text.TrimStart([char]0xFEFF)) } catch [Xml.XmlException] { Fail-Call "$what is no XML: $($_.Exception.Message)" @{} 'Mend it, or export it anew.' }
  $document
}

# An element as @(name, attributes, its text or the list of its elements).
function ConvertTo-XmlTree([Xml.XmlElement]$element) {
  $attributes = [ordered]@{}
  foreach ($attribute in $element.get_Attributes()) { $attributes[$attribute.get_Name()] = $attribute.get_Value() }
  $children = [Collections.Generic.List[object]]::new()
  foreach ($node in $element.get_ChildNodes()) { if ($node -is [Xml.XmlElement]) { $children.Add((ConvertTo-XmlTree $node)) } }
  $content = $(if ($children.Count -gt 0) { , $children.ToArray() } else { $element.get_InnerText() })
  , @($element.get_Name(), $attributes, $content)
}

function Get-TaskAccounts([Xml.XmlDocument]$document) {
  foreach ($kind in 'UserId', 'GroupId') {
    foreach ($node in $document.GetElementsByTagName($kind)) { $node.get_InnerText().Trim() }
  }
}

# Null where the host knows no such account.
function Get-AccountSid([string]$name) {
  if ($name.StartsWith('S-1-')) { return $name }
  # .\name is understood by the Task Scheduler, and by few others.
  $full = $(if ($name.StartsWith('.\')) { "$([Environment]::MachineName)\$($name.Substring(2))" } else { $name })
  try { [Security.Principal.NTAccount]::new($full).Translate([Security.Principal.SecurityIdentifier]).Value } catch { $null }
}

# A password goes with a name: DOMAIN\user of a SID.
function Get-AccountName([string]$account) {
  if (-not $account.StartsWith('S-1-')) { return $account }
  try { [Security.Principal.SecurityIdentifier]::new($account).Translate([Security.Principal.NTAccount]).Value } catch { $account }
}
