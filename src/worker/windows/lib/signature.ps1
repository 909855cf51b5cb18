# Authenticode.

# The name (CN, else O) of who signed a file, where Windows trusts the signature; null otherwise.
function Get-TrustedPublisher([string]$path) {
  try { $certificate = [Security.Cryptography.X509Certificates.X509Certificate2]::new([Security.Cryptography.X509Certificates.X509Certificate]::CreateFromSignedFile($path)) } catch { return $null }
  if (-not (Test-Signature $path)) { return $null }
  $certificate.GetNameInfo([Security.Cryptography.X509Certificates.X509NameType]::SimpleName, $false)
}

function New-TrustType {
  $name = [Reflection.AssemblyName]::new('GorunTrust')
  $assembly = [Reflection.Emit.AssemblyBuilder]::DefineDynamicAssembly($name, [Reflection.Emit.AssemblyBuilderAccess]::Run)
  $type = $assembly.DefineDynamicModule('GorunTrust').DefineType('GorunTrust', [Reflection.TypeAttributes]'Public, Class')
  $method = $type.DefineMethod('WinVerifyTrust', [Reflection.MethodAttributes]'Public, Static, PinvokeImpl', [int], [Type[]]@([IntPtr], [IntPtr], [IntPtr]))
  $constructor = [Runtime.InteropServices.DllImportAttribute].GetConstructor([Type[]]@([string]))
  $method.SetCustomAttribute([Reflection.Emit.CustomAttributeBuilder]::new($constructor, [object[]]@(, 'wintrust.dll')))
  $method.SetImplementationFlags([Reflection.MethodImplAttributes]::PreserveSig)
  $type.CreateType()
}

# WinVerifyTrust says whether the file is as it was signed, by a certificate that this host trusts.
function Test-Signature([string]$path) {
  $type = [AppDomain]::CurrentDomain.GetData('gorun.trust')
  if ($null -eq $type) { $type = New-TrustType; [AppDomain]::CurrentDomain.SetData('gorun.trust', $type) }
  $marshal = [Runtime.InteropServices.Marshal]
  $pointer = [IntPtr]::Size
  # WINTRUST_FILE_INFO: size, path, handle, subject. WINTRUST_DATA: 13 fields, 80 bytes of 64-bit, 48 of 32-bit Windows.
  $fileSize = 4 * $pointer
  $dataSize = $(if ($pointer -eq 8) { 80 } else { 48 })
  $text = $marshal::StringToHGlobalUni($path)
  $memory = $marshal::AllocHGlobal($fileSize + $dataSize + 16)
  try {
    for ($at = 0; $at -lt $fileSize + $dataSize + 16; $at += 4) { $marshal::WriteInt32($memory, $at, 0) }
    $marshal::WriteInt32($memory, $fileSize)
    $marshal::WriteIntPtr($memory, $pointer, $text)
    $data = [IntPtr]::Add($memory, $fileSize)
    $marshal::WriteInt32($data, $dataSize)
    # Behind size and two pointers: no window (2), no question to a revocation server (0), a file (1), then the pointer to it.
    $at = 3 * $pointer
    $marshal::WriteInt32($data, $at, 2)
    $marshal::WriteInt32($data, $at + 4, 0)
    $marshal::WriteInt32($data, $at + 8, 1)
    $marshal::WriteIntPtr($data, $at + 8 + $pointer, $memory)
    $action = [IntPtr]::Add($data, $dataSize)
    # WINTRUST_ACTION_GENERIC_VERIFY_V2
    $marshal::Copy([Guid]::new('00AAC56B-CD44-11d0-8CC2-00C04FC295EE').ToByteArray(), 0, $action, 16)
    $type::WinVerifyTrust([IntPtr]-1, $action, $data) -eq 0
  } finally {
    $marshal::FreeHGlobal($memory)
    $marshal::FreeHGlobal($text)
  }
}
