# Win32 without Add-Type: no compiler is started, nothing is written to disk; the same on .NET Framework and .NET.

# A type with static functions of DLLs; each is @(dll, name, what it returns, @(its parameters)).
function New-NativeType([string]$typeName, $functions) {
  $name = [Reflection.AssemblyName]::new($typeName)
  $assembly = [Reflection.Emit.AssemblyBuilder]::DefineDynamicAssembly($name, [Reflection.Emit.AssemblyBuilderAccess]::Run)
  $type = $assembly.DefineDynamicModule($typeName).DefineType($typeName, [Reflection.TypeAttributes]'Public, Class')
  $dllImport = [Runtime.InteropServices.DllImportAttribute]
  $constructor = $dllImport.GetConstructor([Type[]]@([string]))
  $fields = [Reflection.FieldInfo[]]@($dllImport.GetField('CharSet'), $dllImport.GetField('SetLastError'), $dllImport.GetField('ExactSpelling'))
  $values = [object[]]@([Runtime.InteropServices.CharSet]::Unicode, $true, $true)
  $attributes = [Reflection.MethodAttributes]'Public, Static, PinvokeImpl'
  foreach ($function in $functions) {
    $method = $type.DefineMethod($function[1], $attributes, $function[2], [Type[]]$function[3])
    $import = [Reflection.Emit.CustomAttributeBuilder]::new($constructor, [object[]]@(, $function[0]), $fields, $values)
    $method.SetCustomAttribute($import)
    $method.SetImplementationFlags([Reflection.MethodImplAttributes]::PreserveSig)
  }
  $type.CreateType()
}

# The type of that name, made once per process by $functions; the reading thread and the executor share it.
function Get-NativeType([string]$name, [scriptblock]$functions) {
  $key = "gorun.native.$name"
  $type = [AppDomain]::CurrentDomain.GetData($key)
  if ($null -eq $type) {
    $type = New-NativeType $name (& $functions)
    [AppDomain]::CurrentDomain.SetData($key, $type)
  }
  $type
}

# What the worker itself and most libraries need; a library with more makes a type of its own.
function Get-Native {
  Get-NativeType 'GorunNative' {
    $p = [IntPtr]; $u = [uint32]; $i = [int]; $s = [string]; $text = [Text.StringBuilder]; $ref = [uint32].MakeByRefType()
    , @('kernel32.dll', 'SetStdHandle', $i, @($i, $p))
    , @('kernel32.dll', 'GetStdHandle', $p, @(, $i))
    , @('kernel32.dll', 'CreateFileW', $p, @($s, $u, $u, $p, $u, $u, $p))
    , @('kernel32.dll', 'SetHandleInformation', $i, @($p, $u, $u))
    , @('kernel32.dll', 'CloseHandle', $i, @(, $p))
    , @('kernel32.dll', 'CreateToolhelp32Snapshot', $p, @($u, $u))
    , @('kernel32.dll', 'Process32FirstW', $i, @($p, $p))
    , @('kernel32.dll', 'Process32NextW', $i, @($p, $p))
    , @('kernel32.dll', 'OpenProcess', $p, @($u, $i, $u))
    , @('kernel32.dll', 'TerminateProcess', $i, @($p, $u))
    , @('kernel32.dll', 'GetProcessTimes', $i, @($p, $p, $p, $p, $p))
    , @('kernel32.dll', 'GetExitCodeProcess', $i, @($p, $p))
    , @('kernel32.dll', 'WaitForSingleObject', $u, @($p, $u))
    , @('kernel32.dll', 'CreateProcessW', $i, @($s, $text, $p, $p, $i, $u, $p, $s, $p, $p))
    , @('kernel32.dll', 'MoveFileExW', $i, @($s, $s, $u))
    , @('kernel32.dll', 'GetDiskFreeSpaceExW', $i, @($s, $p, $p, $p))
    , @('msi.dll', 'MsiOpenDatabaseW', $u, @($s, $p, $ref))
    , @('msi.dll', 'MsiDatabaseOpenViewW', $u, @($u, $s, $ref))
    , @('msi.dll', 'MsiViewExecute', $u, @($u, $u))
    , @('msi.dll', 'MsiViewFetch', $u, @($u, $ref))
    , @('msi.dll', 'MsiRecordGetStringW', $u, @($u, $u, $text, $ref))
    , @('msi.dll', 'MsiGetSummaryInformationW', $u, @($u, $p, $u, $ref))
    , @('msi.dll', 'MsiSummaryInfoGetPropertyW', $u, @($u, $u, $ref, $ref, $p, $text, $ref))
    , @('msi.dll', 'MsiCloseHandle', $u, @(, $u))
    , @('user32.dll', 'SendMessageTimeoutW', $p, @($p, $u, $p, $s, $u, $u, $p))
  }
}
