import { type MsiPackage, productVersion, UPGRADE_CODES } from './package.ts';

/** A file of the package: where it is installed, relative to INSTALLDIR, and where wixl finds it. Both with slashes. */
export interface MsiFile {
  readonly path: string;
  readonly source: string;
}

/** The WiX source of a package: what wixl understands of what Go's own installer holds. Pure. */
export function wixSource(pack: MsiPackage, files: readonly MsiFile[]): string {
  const other = pack.defect === 'other-product';
  const name = other ? 'Contoso Notes 4.2' : `Go Programming Language ${pack.arch} ${pack.version}`;
  const upgrade = other ? '7B0E6F0E-5D1A-4C47-9E0B-2F6C5D3A1B77' : UPGRADE_CODES[pack.arch];
  const programFiles = pack.arch === 'amd64' ? 'ProgramFiles64Folder' : 'ProgramFilesFolder';
  const folder = other ? 'Contoso Notes' : 'Go';
  return `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="*" Name="${name}" Language="1033" Version="${productVersion(pack.version)}"
           Manufacturer="${other ? 'Contoso' : 'https://go.dev'}" UpgradeCode="${upgrade}">
    <Package InstallerVersion="300" Compressed="yes" InstallScope="perMachine"/>
    <Media Id="1" Cabinet="go.cab" EmbedCab="yes"/>
    <MajorUpgrade DowngradeErrorMessage="a newer version is installed"/>
    <Directory Id="TARGETDIR" Name="SourceDir">
      <Directory Id="${programFiles}"><Directory Id="INSTALLDIR" Name="${folder}">
${directory(files, '', '        ')}
      </Directory></Directory>
    </Directory>
    <Feature Id="GoTools" Title="Go" Level="1">
${files.map((file) => `      <ComponentRef Id="c_${id(file.path)}"/>`).join('\n')}
    </Feature>
  </Product>
</Wix>
`;
}

/** The component of a file: Environment rows name it. */
export const componentOf = (path: string): string => `c_${id(path)}`;

const id = (path: string): string => path.replace(/[^A-Za-z0-9_.]/g, '_');

function directory(files: readonly MsiFile[], base: string, indent: string): string {
  const lines: string[] = [];
  const inside = files.filter((file) => file.path.startsWith(base));
  const subfolders = new Set<string>();
  for (const file of inside) {
    const rest = file.path.slice(base.length);
    const slash = rest.indexOf('/');
    if (slash >= 0) subfolders.add(rest.slice(0, slash));
    else {
      lines.push(
        `${indent}<Component Id="${componentOf(file.path)}" Guid="*">` +
          `<File Id="f_${id(file.path)}" Name="${rest}" Source="${file.source}" KeyPath="yes"/></Component>`,
      );
    }
  }
  for (const name of subfolders) {
    lines.push(`${indent}<Directory Id="d_${id(base + name)}" Name="${name}">`);
    lines.push(directory(files, `${base}${name}/`, `${indent}  `), `${indent}</Directory>`);
  }
  return lines.join('\n');
}
