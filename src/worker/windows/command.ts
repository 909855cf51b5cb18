/**
 * The one command that starts a worker on Windows: it reads the worker's source from the first line of standard input.
 * About 900 characters: cmd allows 8,191. Base64 needs no quoting in cmd, PowerShell or a WinRM envelope.
 *
 * `-InputFormat None`: else powershell.exe reads standard input itself and races the script for it. `-OutputFormat Text`: else
 * its errors come as CLIXML.
 */
export function windowsCommand(program = 'powershell.exe'): string {
  const encoded = Buffer.from(bootstrap, 'utf16le').toString('base64');
  return `${program} -NoProfile -NonInteractive -ExecutionPolicy Bypass -InputFormat None -OutputFormat Text -EncodedCommand ${encoded}`;
}

// The reader goes on to the worker: what it has buffered beyond the first line must not be lost.
const bootstrap = [
  "$ErrorActionPreference='Stop'",
  "$ProgressPreference='SilentlyContinue'",
  '$Reader=[IO.StreamReader]::new([Console]::OpenStandardInput(),[Text.Encoding]::ASCII,$false,65536)',
  '$z=[IO.MemoryStream]::new([Convert]::FromBase64String($Reader.ReadLine()))',
  '$z=[IO.Compression.GZipStream]::new($z,[IO.Compression.CompressionMode]::Decompress)',
  '. ([scriptblock]::Create([IO.StreamReader]::new($z).ReadToEnd()))',
].join(';');
